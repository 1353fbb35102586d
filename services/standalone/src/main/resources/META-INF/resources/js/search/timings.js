/** Where the time of a query went: a thin stacked bar. */
import { h } from '../core/dom.js';
import { milliseconds } from '../core/format.js';

const SHADES = 6;

/** Returns the bar with its legend, or null if there is nothing to show. */
export function timingsBar(timings = {}) {
  const parts = stages(timings);
  if (parts.length === 0) return null;
  return h('figure', { class: 'timings', 'aria-label': 'Time per stage' },
    h('div', { class: 'timings-bar', 'aria-hidden': 'true' }, parts.map(([, value], i) => segment(value, i))),
    h('figcaption', {}, parts.map(([name, value], i) => legend(name, value, i))));
}

/** Returns the stages with their milliseconds; what no stage accounts for stands last as "other". */
export function stages(timings) {
  const named = Object.entries(timings).filter(([name, value]) => name !== 'total' && value > 0);
  const rest = (timings.total ?? 0) - named.reduce((sum, [, value]) => sum + value, 0);
  return rest > 0.02 * timings.total && named.length > 0 ? [...named, ['other', rest]] : named;
}

function segment(value, i) {
  return h('span', { class: `shade-${i % SHADES}`, vars: { grow: value } });
}

function legend(name, value, i) {
  return h('span', { class: `timing shade-${i % SHADES}` }, name, ' ', h('b', {}, milliseconds(value)));
}
