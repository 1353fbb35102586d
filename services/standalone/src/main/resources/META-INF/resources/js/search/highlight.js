/** Marks the words of a passage that match. Offsets are UTF-16 units, which is what JavaScript counts in. */
import { h } from '../core/dom.js';
import { readable } from '../core/text.js';

const SHORT = 300;

/** Returns the whole text with its marks. */
export function marked(text, highlights) {
  return pieces(text, ranges(text, highlights), 0, text.length);
}

/** Returns the part of the text where most of it matches, with an ellipsis at the cuts. */
export function excerpt(text, highlights) {
  if (text.length <= SHORT * 1.25) {
    return marked(text, highlights);
  }
  const all = ranges(text, highlights);
  const [from, to] = wordBounds(text, bestStart(all, text.length));
  return [from > 0 ? '… ' : null, pieces(text, all, from, to), to < text.length ? ' …' : null];
}

/** Returns the ranges in order, without overlaps and inside the text. */
export function ranges(text, highlights) {
  const sorted = (highlights ?? [])
    .filter(([start, end]) => start >= 0 && end <= text.length && start < end)
    .sort(([a], [b]) => a - b);
  const merged = [];
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      merged.push([start, end]);
    }
  }
  return merged;
}

function bestStart(all, length) {
  let best = 0;
  let most = 0;
  all.forEach(([start], i) => {
    let within = 0;
    for (let j = i; j < all.length && all[j][1] <= start + SHORT * 0.8; j += 1) within += 1;
    if (within > most) [most, best] = [within, start];
  });
  // A little before the first mark, so that it is read in its sentence.
  return Math.max(0, Math.min(best - SHORT * 0.2, length - SHORT));
}

function wordBounds(text, wanted) {
  const space = wanted > 0 ? text.indexOf(' ', wanted) : -1;
  const from = Math.floor(wanted > 0 && space >= 0 && space < wanted + 40 ? space + 1 : wanted);
  const end = text.lastIndexOf(' ', from + SHORT);
  return [from, from + SHORT >= text.length ? text.length : end > from ? end : from + SHORT];
}

function pieces(text, all, from, to) {
  const out = [];
  let at = from;
  for (const [start, end] of all) {
    if (end <= at || start >= to) continue;
    const first = Math.max(start, at);
    if (first > at) out.push(readable(text.slice(at, first)));
    out.push(h('mark', {}, readable(text.slice(first, Math.min(end, to)))));
    at = Math.min(end, to);
  }
  if (at < to) out.push(readable(text.slice(at, to)));
  return out;
}
