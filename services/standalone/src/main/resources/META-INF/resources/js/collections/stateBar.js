/** Documents by state: a bar and its legend. */
import { h } from '../core/dom.js';
import { count } from '../core/format.js';

const STATES = ['indexed', 'failed', 'deleted'];

/** Returns the bar. */
export function stateBar(documents = {}) {
  return h('div', { class: 'state-bar' },
    h('div', { class: 'state-bar-track', 'aria-hidden': 'true' },
      STATES.map((state) => h('span', { class: `is-${state}`, vars: { grow: documents[state] ?? 0 } }))),
    h('ul', {}, STATES.map((state) => h('li', { class: `is-${state}` }, h('b', {}, count(documents[state])), ` ${state}`))));
}
