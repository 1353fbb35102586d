/** The dot beside "Status": whether the instance is ready. */
import { call } from './api.js';

const EVERY = 10_000;

/** Looks now and every ten seconds while the page is visible. */
export function watchPulse() {
  look();
  setInterval(() => document.visibilityState === 'visible' && look(), EVERY);
}

async function look() {
  const link = document.querySelector('.views a[data-view=status]');
  const state = await instanceState();
  document.getElementById('pulse').dataset.state = state;
  link.title = { ready: 'Ready', starting: 'Starting', down: 'Does not answer' }[state];
}

async function instanceState() {
  try {
    return (await call('GET', 'v1/status')).ready ? 'ready' : 'starting';
  } catch {
    return 'down';
  }
}
