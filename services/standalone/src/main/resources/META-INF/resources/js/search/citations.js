/** The citations of an answer: marks in its text, and the passages that they name. All of it is text, whatever it looks like. */
import { h } from '../core/dom.js';
import { percent } from '../core/format.js';
import { link } from '../core/router.js';
import { isolated, readable } from '../core/text.js';

const MARK = /\[(\d{1,3})\]/g;

/** Returns the list of those passages that are cited, and a function that goes to one. */
export function sources(answer, collection) {
  const numbers = new Set(answer.citations.map(({ number }) => number));
  const shown = answer.passages.filter(({ number }) => numbers.has(number));
  const items = new Map(shown.map((passage) => [passage.number, source(passage, collection)]));
  const element = h('ol', { class: 'answer-sources', 'aria-label': 'Cited passages' }, [...items.values()]);
  return { element, show: (number) => {
    const details = items.get(number)?.querySelector('details');
    if (!details) return;
    details.open = true;
    details.querySelector('summary').focus();
  } };
}

/** Returns the text of an answer with its marks as buttons. */
export function cited(answer, list) {
  const doubtful = new Set(answer.citations.filter(({ supported }) => !supported).map(({ number, end }) => `${number} ${end}`));
  const parts = [];
  let from = 0;
  for (const mark of answer.text.matchAll(MARK)) {
    const number = Number(mark[1]);
    const before = answer.text.slice(from, mark.index);
    parts.push(readable(before), markButton(number, isDoubtful(doubtful, number, answer, mark.index), () => list.show(number)));
    from = mark.index + mark[0].length;
  }
  return [...parts, readable(answer.text.slice(from))];
}

/** A mark stands behind its statement, with nothing but blanks and other marks between. */
function isDoubtful(doubtful, number, answer, index) {
  return answer.citations.some((one) => one.number === number && doubtful.has(`${number} ${one.end}`) && one.end <= index
    && answer.text.slice(one.end, index).replace(MARK, '').trim() === '');
}

function markButton(number, doubtful, onClick) {
  return h('button', {
    type: 'button',
    class: `answer-mark${doubtful ? ' is-doubtful' : ''}`,
    title: doubtful ? 'The passage does not hold the words of this statement' : null,
    onClick,
  }, `[${number}]`);
}

function source(passage, collection) {
  return h('li', { value: passage.number },
    h('details', {},
      h('summary', {}, isolated(passage.title || passage.documentId), ' ', h('span', { class: 'answer-score' }, percent(passage.score)),
        passage.suspicious ? [' ', h('span', { class: 'is-doubtful' }, 'holds orders to language models')] : null),
      h('p', { class: 'passage', dir: 'auto' }, readable(passage.text)),
      h('p', {}, h('a', { href: link(['collections', collection, 'documents', passage.documentId]) }, 'Open document'))));
}
