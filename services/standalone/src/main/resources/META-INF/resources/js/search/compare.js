/** Two answers side by side: the usual or a bare one, and the one with what is set before the query. */
import { h } from '../core/dom.js';
import { counted } from '../core/format.js';
import { hitItem } from './hit.js';
import { movedSentence, movesBetween } from './moves.js';
import { examplesPart, promptPart } from './prompt.js';
import { complete } from './pairs.js';
import { extremes } from './signals.js';

const SIGNS = { up: '↑', down: '↓', same: '=', new: 'new', gone: 'gone' };

const PLAIN = { usual: 'As usual', bare: 'No task, no examples' };

/** Returns both columns, the examples that the second answer is owed to, and a sentence on the difference. */
export function comparison({ plain, full }, state, context) {
  const difference = movesBetween(plain.hits, full.hits);
  const scale = extremes([...plain.hits, ...full.hits]);
  const moveOf = {
    plain: (hit) => (difference.gone.has(hit.chunkId) ? { kind: 'gone', by: 0 } : null),
    full: (hit) => difference.moves.get(hit.chunkId),
  };
  const column = (side, title, answer) => h('section', { class: `side side-${side}`, 'aria-label': title },
    h('header', {}, h('h2', {}, title), promptPart(answer.explain)),
    answer.hits.length === 0 ? h('p', { class: 'hint' }, 'No passages') : null,
    h('ol', { class: 'hits', 'aria-label': `Passages, ${title.toLowerCase()}` }, answer.hits.map((hit) =>
      hitItem(hit, { ...context, scale, side, move: badge(moveOf[side](hit)) }))));
  return {
    examples: examplesPart(full.explain, { open: matchMedia('(min-width: 48rem)').matches }),
    element: h('div', { class: 'compare' },
      column('plain', PLAIN[state.compare], plain), column('full', fullTitle(state), full)),
    sentence: `${counted(full.hits.length, 'passage')} compared: ${movedSentence(difference)}`,
  };
}

/** Returns what is set before the query, in words. */
function fullTitle({ instruction, task, examples, pairs }) {
  const parts = [
    instruction.trim() ? 'your instruction' : task ? `task ${task}` : '',
    { none: 'no examples', auto: 'the nearest examples', own: ownTitle(complete(pairs).length) }[examples],
  ].filter(Boolean);
  return parts.length > 0 ? `With ${parts.join(' and ')}` : 'As set here';
}

function ownTitle(pairs) {
  return pairs === 0 ? 'no examples' : `your ${counted(pairs, 'example')}`;
}

function badge(move) {
  if (!move) return null;
  const { kind, by } = move;
  const spoken = { up: `up ${by}`, down: `down ${by}`, same: 'same rank', new: 'new', gone: 'gone' }[kind];
  return h('span', { class: `move is-${kind}`, title: spoken },
    h('span', { 'aria-hidden': 'true' }, `${SIGNS[kind]}${by > 0 ? by : ''}`), h('span', { class: 'sr-only' }, spoken));
}
