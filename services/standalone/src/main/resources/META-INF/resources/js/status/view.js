/** The state of the instance, followed live. */
import { h, fill } from '../core/dom.js';
import { call } from '../core/api.js';
import { count, duration } from '../core/format.js';
import { problemBlock } from '../core/problem.js';
import { modelsPart } from './models.js';
import { healthPart } from './health.js';
import { sparkline } from './sparkline.js';

const EVERY = 1000;
const KEPT = 120;
/** Health is asked each so many looks. */
const HEALTH_EACH = 10;

/** Creates the view; it asks each second while it is shown and the page is visible. */
export function statusView() {
  let timer = 0;
  let stopped = false;
  let looks = 0;
  const health = healthPart();
  const rate = h('strong', { class: 'big-number' }, '–');
  const spark = sparkline('Records a second, the last two minutes', KEPT);
  const facts = h('dl', { class: 'figures' });
  const outcomes = h('ul', { class: 'outcomes' });
  const trouble = h('div', {});
  const element = h('div', { class: 'page status' },
    h('header', { class: 'page-head' }, h('h1', {}, 'Status')),
    trouble,
    h('div', { class: 'status-grid' },
      h('section', { class: 'panel rate', 'aria-labelledby': 'rate-title' },
        h('h2', { id: 'rate-title' }, 'Ingest'),
        h('p', { class: 'rate-line' }, rate, ' records / s'), spark.element, outcomes),
      h('section', { class: 'panel', 'aria-labelledby': 'instance-title' }, h('h2', { id: 'instance-title' }, 'Instance'), facts),
      health.element, modelsPart()));

  async function look() {
    if (document.visibilityState === 'visible') {
      if (looks % HEALTH_EACH === 0) health.load();
      looks += 1;
      try {
        show(await call('GET', 'v1/status'));
        fill(trouble);
      } catch (problem) {
        fill(trouble, problemBlock(problem));
      }
    }
    if (!stopped) timer = setTimeout(look, EVERY);
  }

  function show({ version, ready, uptime, ingest = {}, broker = {} }) {
    rate.textContent = digits(ingest.recordsPerSecond ?? 0);
    spark.add(ingest.recordsPerSecond);
    fill(facts, fact('Ready', ready ? 'yes' : 'not yet'), fact('Lag', `${count(ingest.lag)} records`), fact('Up', duration(uptime)),
      fact('Version', version), fact('Broker', h('code', {}, broker.bootstrapServers ?? '–')));
    fill(outcomes, Object.entries(ingest.outcomes ?? {}).map(([name, value]) =>
      h('li', { class: `is-${name}` }, h('b', {}, count(value)), ` ${name.replaceAll('_', ' ').replaceAll('-', ' ')}`)));
  }

  function stop() {
    stopped = true;
    clearTimeout(timer);
  }

  look();
  return { title: 'Status', element, stop, update: () => {} };
}

function digits(value) {
  return value >= 10 || value === 0 ? count(Math.round(value)) : value.toFixed(1);
}

function fact(term, value) {
  return h('div', {}, h('dt', {}, term), h('dd', {}, value));
}
