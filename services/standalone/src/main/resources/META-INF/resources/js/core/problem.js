/** Shows a problem as a sentence with its code and the field that caused it. */
import { h } from './dom.js';

/** Returns a block that tells what went wrong; `again` adds a button to retry. */
export function problemBlock(problem, again) {
  return h('div', { class: 'problem', role: 'alert' },
    h('p', { class: 'problem-title' }, problem.title || 'Something went wrong'),
    problem.detail ? h('p', { class: 'problem-detail' }, problem.detail) : null,
    h('p', { class: 'problem-facts' }, facts(problem).map(([name, value]) => fact(name, value))),
    again ? h('button', { type: 'button', onClick: again }, 'Try again') : null);
}

/** One line for narrow places. */
export function problemLine(problem) {
  return problem.detail || problem.title || problem.message || 'Something went wrong';
}

function facts(problem) {
  return [['code', problem.code], ['field', problem.field], ['status', problem.status || null]]
    .filter(([, value]) => value !== null && value !== undefined && value !== '');
}

function fact(name, value) {
  return h('span', { class: 'fact' }, h('span', { class: 'fact-name' }, name), ' ', h('code', {}, value));
}
