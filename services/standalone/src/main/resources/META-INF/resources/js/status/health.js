/** The instance's own checks. */
import { h, fill } from '../core/dom.js';
import { address } from '../core/api.js';

/** Returns {element, load}. */
export function healthPart() {
  const body = h('div', {}, h('p', { class: 'hint' }, 'Loading …'));
  const element = h('section', { class: 'panel health', 'aria-labelledby': 'health-title' }, h('h2', { id: 'health-title' }, 'Health'), body);
  return { element, load: () => load(body) };
}

async function load(body) {
  try {
    // A check that fails answers 503 with the same body.
    const { checks = [] } = await (await fetch(address('q/health'), { cache: 'no-store' })).json();
    fill(body, checks.length === 0 ? h('p', { class: 'hint' }, 'No checks.') : h('ul', {}, checks.map(item)));
  } catch {
    fill(body, h('p', { class: 'hint' }, 'The health checks do not answer.'));
  }
}

function item({ name, status, data }) {
  const up = status === 'UP';
  return h('li', {}, h('span', { class: `badge is-${up ? 'indexed' : 'failed'}` }, up ? 'up' : 'down'), ' ', name,
    data ? h('span', { class: 'hint' }, ` ${Object.entries(data).map(([key, value]) => `${key} ${value}`).join(', ')}`) : null);
}
