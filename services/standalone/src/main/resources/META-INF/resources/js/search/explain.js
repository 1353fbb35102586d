/** What each step of the pipeline received and returned, for people. The steps are data: anything they hold is shown. */
import { h } from '../core/dom.js';
import { isolated } from '../core/text.js';
import { examplesPart, otherFacts, promptPart } from './prompt.js';

const MOST_ROWS = 12;

/** Returns the panel of an explanation. */
export function explainPanel(explain) {
  const steps = explain?.steps ?? [];
  return h('section', { class: 'explain', 'aria-label': 'Explanation' },
    h('h2', {}, 'How this answer came about'),
    promptPart(explain), examplesPart(explain),
    h('ol', { class: 'steps' }, steps.map(stepItem)),
    h('details', {}, h('summary', {}, 'As JSON'), h('pre', { tabindex: '0' }, JSON.stringify(explain, null, 2))));
}

function stepItem({ step, ...facts }) {
  return h('li', {}, h('h3', {}, String(step ?? 'step')), factList(otherFacts(facts), 0));
}

function factList(facts, depth) {
  return h('dl', { class: 'facts' }, Object.entries(facts).map(([name, value]) =>
    h('div', {}, h('dt', {}, words(name)), h('dd', {}, shown(value, depth)))));
}

function shown(value, depth) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return number(value);
  if (typeof value !== 'object') return isolated(value);
  if (depth > 4) return h('code', {}, JSON.stringify(value));
  if (!Array.isArray(value)) return factList(value, depth + 1);
  return value.every((one) => one !== null && typeof one === 'object' && !Array.isArray(one)) ? table(value, depth) : list(value, depth);
}

function list(values, depth) {
  if (values.length === 0) return 'none';
  const part = values.slice(0, MOST_ROWS).map((one, i) => [i > 0 ? ', ' : null, shown(one, depth + 1)]);
  return [part, values.length > MOST_ROWS ? ` and ${values.length - MOST_ROWS} more` : null];
}

function table(rows, depth) {
  if (rows.length === 0) return 'none';
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const line = (row) => h('tr', {}, columns.map((column) => h('td', {}, shown(row[column], depth + 1))));
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table' }, h('table', {},
    h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col' }, words(column))))),
    h('tbody', {}, rows.slice(0, MOST_ROWS).map(line)),
    rows.length > MOST_ROWS ? h('caption', {}, `first ${MOST_ROWS} of ${rows.length}`) : null));
}

function number(value) {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

function words(name) {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase();
}
