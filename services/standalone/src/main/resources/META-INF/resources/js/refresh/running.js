/** A refresh under way: its phases, the steps of training, the loss, and what was measured so far. */
import { h, fill } from '../core/dom.js';
import { announce } from '../core/live.js';
import { isolated } from '../core/text.js';
import { nameOf, score } from './numbers.js';

const PHASES = [
  ['prepare', 'Take out judged queries and passages'],
  ['check', 'Check on documents not learned'],
  ['train', 'Train on all'],
  ['export', 'Write the model'],
  ['guard', 'Look at other collections'],
  ['gate', 'Decide'],
];
const ORDER = PHASES.map(([phase]) => phase);

/** Returns {element, clear(), take(event)}. */
export function runningPart() {
  let at = -1;
  let next = null;
  const items = PHASES.map(([, words]) => h('li', {}, words));
  const bar = h('div', { class: 'goal-bar', role: 'progressbar', 'aria-label': 'Steps of training', 'aria-valuemin': '0', 'aria-valuemax': '100' });
  const step = h('p', { class: 'step-line' });
  const measures = h('ul', { class: 'measures', 'aria-label': 'Measured so far' });
  const note = h('p', { class: 'hint' });
  const element = h('div', { class: 'running' }, h('ol', { class: 'phases', 'aria-label': 'Phases' }, items),
    h('div', { class: 'running-now' }, bar, step, note, measures));

  function clear() {
    at = -1;
    next = null;
    fill(measures);
    fill(step);
    note.textContent = '';
    steps(0);
    items.forEach((item) => item.removeAttribute('aria-current'));
  }

  function take(event) {
    phase(ORDER.indexOf(event.phase));
    if (event.metric) measures.append(h('li', {}, measured(event)));
    else if (event.step) draw(event);
    else if (event.note && at >= 0) note.textContent = event.note;
  }

  function phase(index) {
    if (index <= at) return;
    at = index;
    items.forEach((item, i) => {
      item.classList.toggle('is-over', i < at);
      i === at ? item.setAttribute('aria-current', 'step') : item.removeAttribute('aria-current');
    });
    note.textContent = '';
    announce(PHASES[at][1]);
  }

  /** Steps come faster than anybody reads: the newest is drawn with the next frame. */
  function draw(event) {
    if (!next) requestAnimationFrame(() => next && drawNow(next));
    next = event;
  }

  function drawNow({ fold, folds, step: done, steps: all, loss }) {
    next = null;
    steps(fold ? (fold - 1 + done / all) / folds : done / all);
    fill(step, fold ? `Check ${fold} of ${folds}, ` : '', `step ${done} of ${all}`, Number.isFinite(loss) ? `, loss ${loss.toFixed(3)}` : '');
  }

  function steps(share) {
    bar.style.setProperty('--fill', share.toFixed(3));
    bar.setAttribute('aria-valuenow', String(Math.round(share * 100)));
  }

  return { element, clear, take };
}

function measured({ fold, folds, metric, before, after, phase }) {
  const where = fold ? `Check ${fold} of ${folds}: ` : '';
  return [where, phase === 'guard' ? 'guard ' : '', isolated(nameOf(metric)), ' ', h('b', {}, `${score(before)} → ${score(after)}`)];
}
