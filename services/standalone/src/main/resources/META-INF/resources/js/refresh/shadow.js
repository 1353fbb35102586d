/** How a challenger, which reads along and answers nobody, compares with the model that serves. */
import { h } from '../core/dom.js';
import { isolated } from '../core/text.js';

/**
 * Returns the part, null where nothing reads along.
 *
 * @param {object} models as `GET .../model` tells
 */
export function shadowPart({ shadow }) {
  if (!shadow) return null;
  const { champion, challenger, queries, left, failed, judged } = shadow;
  const rows = [
    ['same hits among the first ten', percent(shadow.overlap)],
    ['likeness of the order', number(shadow.rankBiasedOverlap, 2)],
    ['mean time of a search', `${number(shadow.championMillis, 1)} → ${number(shadow.challengerMillis, 1)} ms`],
    [`nDCG@10 on ${judged} judged`, judged > 0 ? `${number(shadow.championNdcg, 3)} → ${number(shadow.challengerNdcg, 3)}` : '–'],
  ];
  return h('section', { class: 'panel shadow', 'aria-label': 'Challenger' },
    h('h2', {}, 'Challenger'),
    h('p', {}, h('code', {}, isolated(challenger)), ' reads along with ', h('code', {}, isolated(champion)),
      `: ${queries} searches compared, ${left} left out, ${failed} failed.`),
    h('table', {}, h('tbody', {}, rows.map(([what, value]) => h('tr', {}, h('th', { scope: 'row' }, what), h('td', {}, value))))));
}

function number(value, digits) {
  return typeof value === 'number' ? value.toFixed(digits) : '–';
}

function percent(value) {
  return typeof value === 'number' ? `${Math.round(value * 100)} %` : '–';
}
