/** Judging a collection's answers: a query, the documents that any way of searching finds for it, and a grade for each. */
import { h, fill } from '../core/dom.js';
import { call, collectionPath } from '../core/api.js';
import { counted } from '../core/format.js';
import { announce } from '../core/live.js';
import { problemBlock } from '../core/problem.js';
import { link } from '../core/router.js';
import { collectionHead } from '../collections/tabs.js';
import { Latest } from '../search/latest.js';
import { exportButton } from './export.js';
import { GRADES } from './grades.js';
import { judgeKeys } from './keys.js';
import { queryIdOf, readLedger } from './ledger.js';
import { judgeList } from './list.js';
import { Outbox } from './outbox.js';
import { DEPTH, pool, WAYS } from './pool.js';
import { GOAL, progressPart } from './progress.js';
import { recentPart } from './recent.js';

/** Creates the view at a place. */
export function judgeView(place) {
  const [, name] = place.segments;
  let ledger = null;
  let asked = null;
  const latest = new Latest();
  const outbox = new Outbox(name, told);
  const list = judgeList(name, { gradeOf, entryOf, send: (part) => outbox.put({ ...asked, ...part }) });
  const progress = progressPart(() => again(), exportButton(name),
    h('a', { class: 'button small', href: link(['collections', name, 'refresh']) }, 'Refresh the model'));
  const recent = recentPart(name);
  const input = h('input', { type: 'search', id: 'query', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search',
    placeholder: 'What do your users ask?', maxlength: 8192 });
  const results = h('section', { class: 'results', 'aria-label': 'Documents to judge', 'aria-busy': 'false' });
  const form = h('form', { class: 'ask', role: 'search', onSubmit: submit },
    h('label', { class: 'sr-only', htmlFor: 'query' }, 'Query'),
    h('div', { class: 'ask-line' }, input, h('kbd', { class: 'ask-key wide-only', 'aria-hidden': 'true' }, '/')), recent.element);
  const element = h('div', { class: 'page judge' }, collectionHead(name, 'judge', h('a', { class: 'button', href: link([], { c: name }) }, 'Search')),
    h('div', { class: 'judge-columns' }, h('div', { class: 'judge-main' }, form, results), h('aside', { 'aria-label': 'Progress' }, progress.element)));
  const stopKeys = judgeKeys(input, list);

  function submit(event) {
    event.preventDefault();
    const query = input.value.trim();
    const hash = link(['collections', name, 'judge'], { q: query });
    if (hash === location.hash) run(query);
    else location.hash = hash;
  }

  function run(query) {
    recent.show(query);
    document.title = `${query || name} · Judge · Vizsla`;
    if (query === '') {
      latest.cancel();
      list.clear();
      fill(results, invitation());
      return;
    }
    latest.now((signal) => ask(query, signal), {
      start: () => results.setAttribute('aria-busy', 'true'),
      done: (found) => show(query, found),
      failed: (problem) => fail(problem, () => run(query)),
    });
  }

  async function ask(query, signal) {
    const one = (mode) => call('POST', collectionPath(name, 'search'), { body: { query, mode, topK: DEPTH }, signal });
    const [queryId, read, ...answers] = await Promise.all([queryIdOf(name, query, signal), ledger ?? readLedger(name, signal), ...WAYS.map(one)]);
    return { queryId, read, documents: pool(answers.map(({ hits }) => hits), query) };
  }

  function show(query, { queryId, read, documents }) {
    ledger = read;
    asked = { query, queryId };
    recent.add(query);
    results.setAttribute('aria-busy', 'false');
    list.show(documents);
    fill(results, documents.length === 0 ? nothing(query) : [head(documents), list.element]);
    count();
    announce(`${counted(documents.length, 'document')} to judge`);
    list.focusOpen();
  }

  function head(documents) {
    const elsewhere = ledger.judgedOf(asked.queryId) - documents.filter(({ documentId }) => gradeOf(documentId) !== null).length;
    return h('p', { class: 'summary-line' }, h('strong', {}, counted(documents.length, 'document')), ' found by meaning, by words or by both, mixed',
      elsewhere > 0 ? `; ${elsewhere} more judged earlier` : null);
  }

  function fail(problem, retry) {
    results.setAttribute('aria-busy', 'false');
    list.clear();
    fill(results, problemBlock(problem, retry));
  }

  function gradeOf(documentId) {
    return ledger.grade(asked.queryId, documentId);
  }

  function entryOf(documentId) {
    return outbox.get(asked.queryId, documentId);
  }

  /** What the outbox tells: the grade is on the log, or did not get there. */
  function told({ query, queryId, documentId, grade }, isSaved) {
    if (isSaved && grade === null) ledger.remove(queryId, documentId);
    if (isSaved && grade !== null) ledger.add({ queryId, query, documentId, grade, source: 'judged' });
    if (queryId === asked.queryId) list.refresh(documentId);
    count();
    const words = grade === null ? 'Taken back' : `${grade}, ${GRADES[grade]}`;
    announce(isSaved ? `${words}. ${ledger.learnable()} of ${GOAL} queries judged.` : `Not saved: ${words}`);
  }

  function again() {
    outbox.again();
    list.refreshAll();
    count();
  }

  function count() {
    progress.show(ledger.learnable(), outbox.failed().length);
  }

  async function start() {
    try {
      ledger = await readLedger(name);
      count();
    } catch (problem) {
      fail(problem, start);
      return;
    }
    run(queryOf(place));
  }

  function update(next) {
    place = next;
    input.value = queryOf(next);
    if (ledger) run(input.value);
  }

  function stop() {
    latest.cancel();
    stopKeys();
  }

  // What is typed while the judgements are read stays.
  input.value = queryOf(place);
  progress.show(0, 0);
  start();
  return { title: `${name} · Judge`, element, update, stop, ready: () => matchMedia('(pointer: fine)').matches && input.focus() };
}

function queryOf({ parameters }) {
  return parameters.get('q')?.trim() ?? '';
}

function invitation() {
  return h('div', { class: 'empty' }, h('p', { class: 'empty-lead' }, 'Ask what your users ask.'),
    h('p', {}, 'Then grade what was found. It comes from searches by meaning, by words and by both, mixed, so that no way of searching is favored.'),
    h('p', { class: 'hint wide-only' }, keys('0'), ' to ', keys('3'), ' grade and go on, ', keys('j'), ' ', keys('k'), ' move, ', keys('u'), ' takes back, ', keys('/'), ' asks the next.'));
}

function keys(key) {
  return h('kbd', {}, key);
}

function nothing(query) {
  return h('div', { class: 'empty' }, h('p', {}, 'Nothing was found for ', h('q', {}, h('bdi', {}, query)), '. Other words may help.'));
}
