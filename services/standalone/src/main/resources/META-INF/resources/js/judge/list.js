/** The documents to judge: which one is current, what was given last, and what each shows. */
import { h, fill } from '../core/dom.js';
import { judgeHit } from './hit.js';

/**
 * Returns the list and what can be done with it.
 *
 * @param {{gradeOf: (id: string) => number|null, entryOf: (id: string) => object, send: (part: object) => void}} context what is known of a document's grade, and where new ones go
 */
export function judgeList(collection, { gradeOf, entryOf, send }) {
  let hits = [];
  let current = 0;
  let given = [];
  const element = h('ol', { class: 'judge-hits', 'aria-label': 'Documents', onFocusin: ({ target }) => {
    const at = hits.findIndex(({ item }) => item.contains(target));
    if (at >= 0) choose(at);
  } });

  function show(documents) {
    hits = documents.map((document, number) => judgeHit(document, {
      collection, number, given: (grade) => give(number, grade), again: () => resend(number),
    }));
    given = [];
    fill(element, hits.map(({ item }) => item));
    refreshAll();
    choose(0);
  }

  function choose(at) {
    current = at;
    hits.forEach((hit, i) => hit.mark(i === at));
  }

  /** Returns the grade that counts once all is through. */
  function shownGrade({ documentId }) {
    const entry = entryOf(documentId);
    return entry ? entry.grade : gradeOf(documentId);
  }

  function give(at, grade, { isUndo = false } = {}) {
    const hit = hits[at];
    if (!isUndo) given.push({ at, before: shownGrade(hit) });
    send({ documentId: hit.documentId, chunkId: hit.chunkId, grade });
    refreshOne(hit);
  }

  function resend(at) {
    const { documentId } = hits[at];
    const { grade, chunkId } = entryOf(documentId);
    send({ documentId, chunkId, grade });
    refreshOne(hits[at]);
    hits[at].focus();
  }

  function grade(value) {
    if (hits.length === 0) return false;
    const at = current;
    give(at, value);
    focus(Math.min(hits.length - 1, at + 1));
    return true;
  }

  /** Brings back what stood there before the last grade; without one, clears the current document's. */
  function undo() {
    const last = given.pop() ?? (hits[current] && shownGrade(hits[current]) !== null ? { at: current, before: null } : null);
    if (!last) return false;
    give(last.at, last.before, { isUndo: true });
    focus(last.at);
    return true;
  }

  function move(step) {
    const isInside = element.contains(document.activeElement);
    const at = isInside ? current + step : current;
    if (hits.length === 0 || at < 0) return false;
    focus(Math.min(hits.length - 1, at));
    return true;
  }

  function focus(at) {
    choose(at);
    hits[at].focus();
  }

  /** Goes to the first document without a grade, so that keys work at once. */
  function focusOpen() {
    if (hits.length === 0) return;
    const open = hits.findIndex((hit) => shownGrade(hit) === null);
    choose(Math.max(0, open));
    hits[current].focus();
  }

  function refreshOne(hit) {
    hit.show(gradeOf(hit.documentId), entryOf(hit.documentId));
  }

  function refresh(id) {
    hits.filter(({ documentId }) => documentId === id).forEach(refreshOne);
  }

  function refreshAll() {
    hits.forEach(refreshOne);
  }

  function clear() {
    show([]);
  }

  return { element, show, clear, refresh, refreshAll, focusOpen, grade, undo, move };
}
