/** Documents by state: a bar and its legend. */
import { h } from '../core/dom.js';
import { count } from '../core/format.js';

const STATES = ['indexed', 'failed', 'deleted'];

/** Returns the bar. */
export function stateBar(documents = {}) {
  return h('div', { class: 'state-bar' },
    h('div', { class: 'state-bar-track', 'aria-hidden': 'true' },
      STATES.filter((state) => documents[state] > 0).map((state) => h('span', { class: `is-${state}`, vars: { grow: documents[state] } }))),
    h('ul', {}, STATES.map((state) => h('li', { class: documents[state] > 0 ? `is-${state}` : null }, h('b', {}, count(documents[state])), ` ${state}`))));
}
