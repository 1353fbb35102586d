/** How far judging is: towards fifty queries with a good answer. */
import { h, fill } from '../core/dom.js';
import { counted } from '../core/format.js';

/** Judged queries that make a refresh worth its while. */
export const GOAL = 50;
/** Judged queries below which no refresh begins, unless the instance was told otherwise. */
export const FEWEST = 10;

/** Returns {element, show(queries, unsaved)}; `actions` are the buttons below. */
export function progressPart(again, ...actions) {
  const amount = h('strong', { class: 'goal-count' });
  const bar = h('div', { class: 'goal-bar', role: 'progressbar', 'aria-label': 'Judged queries', 'aria-valuemin': '0', 'aria-valuemax': String(GOAL) });
  const words = h('p', { class: 'hint' });
  const unsaved = h('p', { class: 'goal-unsaved', role: 'status' });
  const element = h('section', { class: 'goal panel', 'aria-label': 'Progress' },
    h('p', { class: 'goal-line' }, amount, ` of ${GOAL} queries judged`), bar, words, unsaved, h('div', { class: 'goal-actions' }, actions));

  function show(queries, failed) {
    amount.textContent = String(queries);
    bar.style.setProperty('--fill', Math.min(1, queries / GOAL).toFixed(3));
    bar.setAttribute('aria-valuenow', String(Math.min(GOAL, queries)));
    bar.setAttribute('aria-valuetext', `${queries} of ${GOAL} queries judged`);
    words.textContent = meaning(queries);
    fill(unsaved, failed > 0 ? [h('span', { class: 'bad' }, `${counted(failed, 'grade')} not saved yet.`), ' ',
      h('button', { type: 'button', class: 'small', onClick: again }, 'Send all again')] : []);
  }

  return { element, show };
}

function meaning(queries) {
  if (queries < FEWEST) {
    return `A query counts once a document answers it, at least a little. From ${FEWEST} on the model can learn how your users ask; ${GOAL} is a good number.`;
  }
  if (queries < GOAL) {
    return `Enough to refresh the model. With ${GOAL} the check on documents that it has not learned tells a gain from chance more often.`;
  }
  return 'Enough to refresh the model and to see whether it is better. More still help.';
}
