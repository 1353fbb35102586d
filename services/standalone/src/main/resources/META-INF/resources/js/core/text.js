/** Text of documents, made safe to read. */
import { h } from './dom.js';

const OVERRIDES = /([\u202a\u202b\u202d\u202e\u2066-\u2069])/;

/**
 * Returns the text as nodes in which overrides, embeddings and isolates of direction are shown instead of obeyed: with
 * them a passage could read differently from what it says. Everything else stays as it is.
 */
export function readable(text) {
  return String(text).split(OVERRIDES).filter((part) => part !== '').map((part) => (OVERRIDES.test(part) ? code(part) : part));
}

/** Returns the text isolated from the direction of its surroundings. */
export function isolated(text) {
  return h('bdi', {}, readable(text));
}

function code(character) {
  const name = `U+${character.codePointAt(0).toString(16).toUpperCase()}`;
  return h('span', { class: 'control-character', title: 'A change of direction, shown instead of obeyed' }, name);
}
