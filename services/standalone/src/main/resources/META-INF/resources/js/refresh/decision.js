/** Keep a trained model or go back: what may be done with a job's model, and what serves now. */
import { h, fill } from '../core/dom.js';
import { call, collectionPath } from '../core/api.js';
import { announce } from '../core/live.js';
import { problemLine } from '../core/problem.js';
import { isolated } from '../core/text.js';

/**
 * Returns the line that says what serves, with its buttons.
 *
 * @param {object} collection as the instance describes it
 * @param {object|null} job the last one, if it is over
 * @param {(said: string) => void} changed called once something has been done
 */
export function decisionPart(collection, job, changed) {
  const { name, model, queryModel, previousQueryModel } = collection;
  const serving = queryModel ?? model;
  const mayServe = Boolean(job?.model) && job.model !== serving && ['PASSED', 'REFUSED'].includes(job.state);
  const outcome = h('span', { role: 'status' });
  const isOpen = mayServe && !job.promoted && !leftAlone(job);
  const buttons = [
    mayServe ? action(keepWords(job, isOpen), isOpen && job.state === 'PASSED',
      () => call('POST', `v1/training/${encodeURIComponent(job.id)}/promote`), kept(job)) : null,
    isOpen ? h('button', { type: 'button', onClick: leave }, 'Go back') : null,
    !isOpen && previousQueryModel && !(mayServe && previousQueryModel === job.model) ? action(`Go back to ${previousQueryModel}`, false,
      () => call('POST', collectionPath(name, 'model', 'rollback')), `${previousQueryModel} reads the queries again`) : null,
  ];

  /** Nothing serves that was not there before: it is enough not to ask again. */
  function leave() {
    localStorage.setItem(mark(job), 'left');
    changed(`${serving} reads the queries, as before`);
  }

  function action(words, isPrimary, send, done) {
    const button = h('button', { type: 'button', class: isPrimary ? 'primary' : null, onClick: async () => {
      button.disabled = true;
      try {
        await send();
        changed(done);
      } catch (problem) {
        fill(outcome, h('span', { class: 'bad' }, problemLine(problem)));
        announce('That failed');
        button.disabled = false;
      }
    } }, words);
    return button;
  }

  return h('div', { class: 'decision' },
    h('p', {}, 'Queries are read by ', h('code', {}, isolated(serving)), queryModel ? [', documents by ', h('code', {}, isolated(model))] : null, '.'),
    h('div', { class: 'decision-actions' }, buttons, outcome));
}

function kept({ model, strategy }) {
  return strategy === 'query-only' ? `${model} reads the queries now` : `the documents are being indexed anew by ${model}`;
}

function keepWords(job, isOpen) {
  if (!isOpen) return `Use ${job.model}`;
  return job.state === 'PASSED' ? 'Keep it' : 'Keep it all the same';
}

function leftAlone(job) {
  return localStorage.getItem(mark(job)) !== null;
}

function mark({ id }) {
  return `vizsla.refresh.${id}`;
}
