/** The models that the instance can use. */
import { h, fill } from '../core/dom.js';
import { call } from '../core/api.js';
import { problemBlock } from '../core/problem.js';

const HIDDEN = new Set(['id', 'object', 'created', 'owned_by']);

/** Returns the panel; it fills itself. */
export function modelsPart() {
  const body = h('div', {}, h('p', { class: 'hint' }, 'Loading …'));
  load(body);
  return h('section', { class: 'panel models', 'aria-labelledby': 'models-title' }, h('h2', { id: 'models-title' }, 'Models'), body);
}

async function load(body) {
  try {
    const { data = [] } = await call('GET', 'v1/models');
    fill(body, data.length === 0 ? h('p', { class: 'hint' }, 'None.') : h('ul', {}, data.map(item)));
  } catch (problem) {
    fill(body, problemBlock(problem, () => load(body)));
  }
}

function item(model) {
  const facts = Object.entries(model).filter(([name, value]) => !HIDDEN.has(name) && value !== null && typeof value !== 'object');
  return h('li', {}, h('h3', {}, model.id),
    h('dl', { class: 'figures small' }, facts.map(([name, value]) =>
      h('div', {}, h('dt', {}, name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase()), h('dd', {}, String(value))))));
}
