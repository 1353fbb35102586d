/** One document to judge: its passages, without rank and scores, and the grades. */
import { h, fill } from '../core/dom.js';
import { link } from '../core/router.js';
import { problemLine } from '../core/problem.js';
import { isolated } from '../core/text.js';
import { counted } from '../core/format.js';
import { marked } from '../search/highlight.js';
import { gradeButtons } from './grades.js';

/**
 * Returns {item, documentId, show(grade, entry), focus()}.
 *
 * @param {{documentId: string, title: string, hits: object[]}} document
 * @param {{collection: string, number: number, given: (grade: number|null) => void, again: () => void}} context
 */
export function judgeHit({ documentId, title, hits }, { collection, number, given, again }) {
  const id = `judge-${number}`;
  const grades = gradeButtons(title || documentId, given);
  const said = h('p', { class: 'judge-said' });
  const article = h('article', { tabindex: '-1', 'aria-labelledby': id, class: 'judge-body' },
    h('h3', { id }, isolated(title || documentId)),
    passage(hits[0]),
    hits.length > 1 ? h('details', { class: 'judge-more' },
      h('summary', {}, `${counted(hits.length - 1, 'more passage')} of this document`), hits.slice(1).map(passage)) : null,
    h('div', { class: 'judge-foot' }, grades.element,
      h('a', { class: 'judge-open', href: link(['collections', collection, 'documents', documentId]) }, 'Open document')),
    said);
  const item = h('li', { class: 'judge-hit', data: { document: documentId } }, article);

  /** Shows the grade that counts, and what became of one that is on its way. */
  function show(grade, entry) {
    const shown = entry ? entry.grade : grade;
    grades.show(shown);
    item.dataset.state = entry?.problem ? 'failed' : shown === null ? 'open' : 'judged';
    fill(said, entry?.problem ? [h('span', { class: 'bad' }, `Not saved: ${problemLine(entry.problem)}`), ' ',
      h('button', { type: 'button', class: 'small', onClick: again }, 'Send again')] : []);
  }

  function focus() {
    article.focus({ preventScroll: true });
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    item.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }

  function mark(isCurrent) {
    article.tabIndex = isCurrent ? 0 : -1;
    isCurrent ? item.setAttribute('aria-current', 'true') : item.removeAttribute('aria-current');
  }

  return { item, documentId, chunkId: hits.length === 1 ? hits[0].chunkId : null, show, focus, mark };
}

function passage({ text, highlights, headings }) {
  const path = [headings ?? []].flat();
  return [
    path.length > 0 ? h('p', { class: 'hit-path' }, path.map((heading, i) => [i > 0 ? ' › ' : null, isolated(heading)])) : null,
    h('p', { class: 'passage', dir: 'auto' }, marked(text ?? '', highlights)),
  ];
}
