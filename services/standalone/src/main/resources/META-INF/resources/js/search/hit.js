/** One hit: rank, title, passage, score and signals; more on demand. */
import { h, fill } from '../core/dom.js';
import { percent } from '../core/format.js';
import { link } from '../core/router.js';
import { isolated } from '../core/text.js';
import { feedbackPart } from './feedback.js';
import { excerpt, marked } from './highlight.js';
import { signalList } from './signals.js';
import { metadataList } from './metadata.js';

/**
 * Returns the list item of a hit.
 *
 * @param {object} hit
 * @param {{collection: string, query: string, scale: object, fields: object, narrow: (field: string, value: unknown) => void,
 *     side?: string, move?: Node}} context `side` and `move` where two answers stand beside each other
 */
export function hitItem(hit, context) {
  const { side = '', move = null } = context;
  const id = `hit-${side}${hit.rank}`;
  const feedback = feedbackPart(hit, context);
  const passage = h('p', { class: 'passage', dir: 'auto', id: `${id}-text` }, excerpt(hit.text ?? '', hit.highlights));
  const more = h('div', { class: 'hit-more', id: `${id}-more`, hidden: true });
  const title = h('button', { type: 'button', class: 'hit-title', 'aria-expanded': 'false', 'aria-controls': `${id}-text ${id}-more` },
    isolated(hit.title || hit.documentId));
  const item = h('li', { class: 'hit', data: { document: hit.documentId, place: side + hit.chunkId } },
    h('div', { class: 'hit-rank' }, h('span', { 'aria-hidden': 'true' }, hit.rank), move),
    h('article', { class: 'hit-body', 'aria-labelledby': id },
      headingPath(hit.headings),
      h('h3', { id }, title),
      passage,
      h('div', { class: 'hit-foot' }, signalList(hit.signals, context.scale), feedback.element),
      more),
    scoreBar(hit.score));
  title.addEventListener('click', (event) => {
    const open = title.getAttribute('aria-expanded') !== 'true';
    toggle(open);
    // A newer answer opens what was open before; that is nobody's click.
    if (open && event.isTrusted) feedback.clicked();
  });

  function toggle(open) {
    title.setAttribute('aria-expanded', String(open));
    item.classList.toggle('is-open', open);
    fill(passage, open ? marked(hit.text ?? '', hit.highlights) : excerpt(hit.text ?? '', hit.highlights));
    more.hidden = !open;
    fill(more, open ? details(hit, context) : []);
  }

  return item;
}

function headingPath(headings) {
  const path = Array.isArray(headings) ? headings : headings ? [headings] : [];
  if (path.length === 0) return null;
  return h('p', { class: 'hit-path' }, path.map((heading, i) => [
    i > 0 ? h('span', { class: 'chevron', 'aria-hidden': 'true' }, '›') : null,
    isolated(heading),
  ]));
}

function scoreBar(score) {
  return h('div', { class: 'score', vars: { fill: Math.min(1, Math.max(0, score)).toFixed(3) }, title: `Calibrated probability of relevance: ${score}` },
    h('span', { class: 'score-value' }, h('span', { class: 'sr-only' }, 'Score '), percent(score)),
    h('span', { class: 'score-bar', 'aria-hidden': 'true' }));
}

function details(hit, { collection, fields, narrow }) {
  return [
    metadataList(hit.metadata, { fields, narrow }),
    h('p', { class: 'hit-ids' },
      h('a', { href: link(['collections', collection, 'documents', hit.documentId]) }, 'Open document'),
      h('code', {}, hit.chunkId)),
  ];
}
