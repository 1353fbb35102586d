/** Refreshing the model that reads a collection's queries: begin, watch, see before and after, keep it or go back. */
import { h, fill } from '../core/dom.js';
import { call, collectionPath } from '../core/api.js';
import { announce } from '../core/live.js';
import { problemBlock } from '../core/problem.js';
import { link } from '../core/router.js';
import { collectionHead } from '../collections/tabs.js';
import { readLedger } from '../judge/ledger.js';
import { FEWEST, GOAL } from '../judge/progress.js';
import { decisionPart } from './decision.js';
import { follow } from './events.js';
import { runningPart } from './running.js';
import { shadowPart } from './shadow.js';
import { verdictPart } from './verdict.js';

const OVER = new Set(['PASSED', 'REFUSED', 'FAILED', 'CANCELLED']);

/** Creates the view at a place. */
export function refreshView({ segments: [, name] }) {
  let stopFollowing = () => {};
  let stopped = false;
  const running = runningPart();
  const begin = h('section', { class: 'panel', 'aria-label': 'Begin a refresh' });
  const state = h('section', { class: 'panel', 'aria-label': 'Refresh', 'aria-live': 'off' });
  const trouble = h('div', {});
  const shadow = h('div', {});
  const element = h('div', { class: 'page refresh' }, collectionHead(name, 'refresh', h('a', { class: 'button', href: link([], { c: name }) }, 'Search')),
    begin, trouble, state, shadow);

  async function load() {
    try {
      const [collection, { jobs }, ledger, models] = await Promise.all([call('GET', collectionPath(name)), call('GET', 'v1/training'),
        readLedger(name), call('GET', collectionPath(name, 'model'))]);
      if (stopped) return;
      const job = jobs.find((one) => one.collection === name) ?? null;
      fill(trouble);
      fill(shadow, shadowPart(models));
      show(collection, job, ledger.learnable());
    } catch (problem) {
      fill(trouble, problemBlock(problem, load));
    }
  }

  function show(collection, job, judged) {
    const isRunning = job !== null && !OVER.has(job.state);
    fill(begin, beginning(judged, isRunning));
    const decision = decisionPart(collection, isRunning ? null : job, (said) => {
      announce(said);
      load();
    });
    if (isRunning) watch(job);
    else fill(state, h('h2', {}, job ? 'The last refresh' : 'No refresh yet'), job ? verdictPart(job, decision) : decision);
  }

  function beginning(judged, isRunning) {
    const reason = isRunning ? 'A refresh is under way.' : judged < FEWEST ? `It takes at least ${FEWEST} judged queries; ${GOAL} is a good number.` : '';
    const button = h('button', { type: 'button', class: 'primary', disabled: reason !== '', 'aria-describedby': 'refresh-reason', onClick: () => start(button) }, 'Refresh the model');
    return [
      h('p', {}, 'The model learns from judged queries how your users ask. Documents stay as they are; no new model serves before you say so.'),
      h('div', { class: 'begin-line' }, button, h('p', { id: 'refresh-reason' }, h('strong', {}, String(judged)), ` judged ${judged === 1 ? 'query' : 'queries'}. `, reason || advice(judged)),
        judged < GOAL ? h('a', { href: link(['collections', name, 'judge']) }, 'Judge more') : null),
    ];
  }

  async function start(button) {
    button.disabled = true;
    try {
      await call('POST', 'v1/training', { body: { collection: name, promote: 'never' } });
      announce('The refresh has begun');
      load();
    } catch (problem) {
      button.disabled = false;
      fill(trouble, problemBlock(problem));
    }
  }

  function watch(job) {
    const cancel = h('button', { type: 'button', class: 'quiet', onClick: () => stopJob(job, cancel) }, 'Cancel');
    running.clear();
    const title = h('h2', {}, job.state === 'WAITING' ? 'Waiting for its turn' : 'Under way');
    fill(state, h('header', { class: 'page-head' }, title, cancel), running.element);
    stopFollowing();
    stopFollowing = follow(job.id, {
      begun: running.clear,
      happened: (event) => {
        title.textContent = 'Under way';
        running.take(event);
      },
      over: () => stopped || load(),
    });
  }

  async function stopJob({ id }, button) {
    button.disabled = true;
    try {
      await call('DELETE', `v1/training/${encodeURIComponent(id)}`);
      announce('The refresh is being stopped');
    } catch (problem) {
      button.disabled = false;
      fill(trouble, problemBlock(problem));
    }
  }

  function stop() {
    stopped = true;
    stopFollowing();
  }

  load();
  return { title: `${name} · Refresh`, element, stop, update: () => {} };
}

function advice(judged) {
  return judged < GOAL ? `Enough to begin; with ${GOAL} a gain stands out from chance more often.` : 'Enough to learn from and to check by.';
}
