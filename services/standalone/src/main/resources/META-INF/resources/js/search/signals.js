/** The evidence behind a hit: one labelled bar a signal. */
import { h } from '../core/dom.js';
import { signal as digits } from '../core/format.js';

const MEANINGS = {
  dense: 'Cosine of the meaning of the query and the passage',
  lexical: 'BM25 of the words that match',
  tokens: 'How well every word of the query is met by some word of the passage',
  fused: 'What the fusion made of the signals',
  rerank: 'What the cross-encoder says of query and passage together',
};
const COSINES = new Set(['dense', 'tokens']);

/** Returns the extremes of every signal among these hits; open-ended signals are drawn relative to them. */
export function extremes(hits) {
  const found = {};
  for (const { signals = {} } of hits) {
    for (const [name, value] of Object.entries(signals)) {
      if (!Number.isFinite(value)) continue;
      const { low, high } = found[name] ?? { low: value, high: value };
      found[name] = { low: Math.min(low, value), high: Math.max(high, value) };
    }
  }
  return found;
}

/** Returns the list of a hit's signals. */
export function signalList(signals, scale) {
  const known = Object.keys(MEANINGS).filter((name) => Number.isFinite(signals?.[name]));
  return h('dl', { class: 'signals', 'aria-label': 'Signals' }, known.map((name) => item(name, signals[name], scale[name])));
}

function item(name, value, range) {
  return h('div', { class: `signal signal-${name}`, title: MEANINGS[name], vars: { fill: share(name, value, range).toFixed(3) } },
    h('dt', {}, name), h('dd', {}, digits(value)), h('span', { class: 'signal-bar', 'aria-hidden': 'true' }));
}

function share(name, value, { low, high }) {
  if (COSINES.has(name)) return clamp(value);
  if (name === 'lexical') return high > 0 ? clamp(value / high) : 0;
  return high > low ? clamp(0.08 + (0.92 * (value - low)) / (high - low)) : 1;
}

function clamp(value) {
  return Math.min(1, Math.max(0, value));
}
