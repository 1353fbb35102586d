/** What came of a refresh: before and after, the gate's verdict, and what may be done now. */
import { h } from '../core/dom.js';
import { address } from '../core/api.js';
import { ago } from '../core/format.js';
import { isolated } from '../core/text.js';
import { change, groupOf, score } from './numbers.js';

const STUDENT = 'student';

/** A student is not there to find more, but to find nearly as much in less time. */
const OF_A_STUDENT = {
  PASSED: 'It keeps enough: the student finds nearly all that its teacher finds.',
  REFUSED: 'It keeps too little: the student finds less of what its teacher finds than it has to.',
};

/** Returns the account of a job that is over; `buttons` are what may be done. */
export function verdictPart(job, buttons) {
  const isVerdict = job.state === 'PASSED' || job.state === 'REFUSED';
  return h('div', { class: 'verdict', data: { state: job.state } },
    h('p', { class: 'verdict-line' }, h('strong', {}, words(job)), h('span', { class: 'hint', title: job.finished }, ` ${ago(job.finished)}`)),
    job.error && job.state !== 'CANCELLED' ? h('p', { class: 'cause' }, isolated(job.error)) : null,
    job.comparisons.length > 0 ? table(job.comparisons, job.kind) : null,
    job.reasons.length > 0 ? h('ul', { class: 'reasons' }, job.reasons.map((reason) => h('li', {}, isolated(reason)))) : null,
    buttons,
    isVerdict ? h('p', {}, h('a', { href: address(`v1/training/${encodeURIComponent(job.id)}/report`), target: '_blank', rel: 'noopener' }, 'Report'),
      h('span', { class: 'hint' }, ` on ${job.queries} judged queries and ${job.passages} passages: curves, gains and losses, cost`)) : null);
}

function words({ state, kind }) {
  return (kind === STUDENT ? OF_A_STUDENT[state] : null) ?? {
    PASSED: 'Better: the trained model finds more of what was judged good.',
    REFUSED: 'Not better: the check speaks against the trained model.',
    CANCELLED: 'Canceled: nothing has changed.',
    FAILED: 'Broken off: nothing has changed.',
  }[state] ?? state;
}

function table(comparisons, kind) {
  const heads = ['Search', 'Queries', ...(kind === STUDENT ? ['Teacher', 'Student'] : ['Before', 'After']), 'Difference', 'p'];
  return h('table', { class: 'comparisons' },
    h('caption', {}, 'Mean nDCG@10: 1 is a perfect order of the documents. p is how often chance alone would make such a difference.'),
    h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, comparisons.map(row)));
}

function row({ name, group, queries, before, after, p }) {
  const difference = after - before;
  const tone = p < 0.05 ? (difference > 0 ? 'good' : 'bad') : null;
  return h('tr', {},
    h('th', { scope: 'row' }, isolated(name), ' ', h('span', { class: 'hint' }, groupOf(group))),
    h('td', { data: { label: 'queries' } }, queries),
    h('td', { data: { label: 'before' } }, score(before)),
    h('td', { data: { label: 'after' } }, score(after)),
    h('td', { data: { label: 'difference' }, class: tone }, change(difference)),
    h('td', { data: { label: 'p' } }, score(p)));
}
