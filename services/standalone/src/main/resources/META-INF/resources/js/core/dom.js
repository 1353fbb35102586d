/**
 * Builds elements. Strings become text nodes and nothing else: what comes from documents is hostile,
 * so no part of the console ever hands it to an HTML parser.
 */

const PROPERTIES = new Set(['value', 'checked', 'disabled', 'hidden', 'open', 'selected', 'htmlFor', 'required', 'readOnly']);
const SVG = 'http://www.w3.org/2000/svg';

/**
 * Returns an element.
 *
 * @param {string} tag
 * @param {object} [settings] attributes; functions under `onX` become listeners, `vars` sets CSS variables, `data` the data set
 * @param {...(Node|string|number|null|false|Array)} children
 */
export function h(tag, settings = {}, ...children) {
  const element = document.createElement(tag);
  // Children first: the value of a <select> is one of its options.
  element.append(...flatten(children));
  apply(element, settings);
  return element;
}

/** Returns an SVG element; the same rules. */
export function svg(tag, settings = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  element.append(...flatten(children));
  apply(element, settings);
  return element;
}

/** Replaces all children of a node. */
export function fill(parent, ...children) {
  parent.replaceChildren(...flatten(children));
  return parent;
}

function apply(element, settings) {
  for (const [name, value] of Object.entries(settings)) {
    set(element, name, value);
  }
}

function set(element, name, value) {
  if (value === null || value === undefined) {
    return;
  }
  if (name === 'vars') {
    Object.entries(value).forEach(([key, one]) => element.style.setProperty(`--${key}`, String(one)));
  } else if (name === 'data') {
    Object.assign(element.dataset, value);
  } else if (typeof value === 'function' && name.startsWith('on')) {
    element.addEventListener(name.slice(2).toLowerCase(), value);
  } else if (PROPERTIES.has(name)) {
    element[name] = value;
  } else if (value !== false || name.startsWith('aria-')) {
    element.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value));
  }
}

function flatten(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}
