/** A document's metadata; values of declared fields can narrow the search. */
import { h } from '../core/dom.js';
import { isolated, readable } from '../core/text.js';

/** Returns the list, or null if there is no metadata. */
export function metadataList(metadata, { fields = {}, narrow } = {}) {
  const entries = Object.entries(metadata ?? {}).filter(([, value]) => value !== null);
  if (entries.length === 0) return null;
  return h('dl', { class: 'metadata' }, entries.map(([name, value]) => h('div', {},
    h('dt', {}, isolated(name)),
    h('dd', {}, [value].flat().map((one) => chip(name, one, Boolean(narrow && fields[name])))))));

  function chip(name, value, useful) {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    if (!useful || typeof value === 'object') return h('bdi', { class: 'chip' }, readable(text));
    return h('button', { type: 'button', class: 'chip', title: `Only ${name} = ${text}`, onClick: () => narrow(name, value) }, isolated(text));
  }
}
