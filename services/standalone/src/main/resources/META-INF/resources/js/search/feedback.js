/** Tells the instance what a user did with a hit: opened it, or found it helpful or not. */
import { h, svg } from '../core/dom.js';
import { call, collectionPath } from '../core/api.js';
import { announce } from '../core/live.js';
import { problemLine } from '../core/problem.js';

const THUMB = 'M7 21H4V10h3zm2 0h8.2a2 2 0 0 0 1.9-1.4l1.8-6A2 2 0 0 0 19 11h-5l.7-4.4A2.2 2.2 0 0 0 12.600 4L9 10z';
const WORDS = { helpful: 'Helpful', unhelpful: 'Not helpful' };

/** Returns {element, clicked} for a hit of an answer to this query. */
export function feedbackPart(hit, { collection, query }) {
  const said = h('span', { class: 'feedback-said', role: 'status' });
  const buttons = Object.keys(WORDS).map((action) => h('button', {
    type: 'button', class: `thumb is-${action}`, 'aria-pressed': 'false', 'aria-label': `${WORDS[action]}: ${hit.title || hit.documentId}`,
    title: WORDS[action], data: { action }, onClick: () => judge(action),
  }, svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' }, svg('path', { d: THUMB }))));
  let opened = false;

  async function judge(action) {
    buttons.forEach((button) => { button.disabled = true; });
    said.classList.remove('is-bad');
    try {
      await send(action);
      buttons.forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.action === action)));
      said.textContent = 'Noted';
      announce(`Noted: ${WORDS[action].toLowerCase()}`);
    } catch (problem) {
      said.classList.add('is-bad');
      said.textContent = problemLine(problem);
    }
    buttons.forEach((button) => { button.disabled = false; });
    buttons.find((button) => button.dataset.action === action).focus({ preventScroll: true });
  }

  /** A click is weak evidence: it counts once an answer, and nobody is troubled if it is lost. */
  function clicked() {
    if (opened) return;
    opened = true;
    send('click').catch(() => { opened = false; });
  }

  function send(action) {
    const body = { query, documentId: hit.documentId, chunkId: hit.chunkId, action, rank: hit.rank };
    return call('POST', collectionPath(collection, 'feedback'), { body });
  }

  return { element: h('div', { class: 'feedback', role: 'group', 'aria-label': 'Feedback' }, buttons, said), clicked };
}
