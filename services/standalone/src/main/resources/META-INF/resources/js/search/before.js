/** What stands before the query: a task or an own instruction, worked examples, and what to compare the answer with. */
import { h, fill } from '../core/dom.js';
import { segmented } from './controls.js';
import { complete, pairsForm } from './pairs.js';
import { COMPARISONS, EXAMPLES } from './state.js';

const HINTS = {
  default: ['as set', 'As the pipeline of the collection says'],
  none: ['none', 'No examples'],
  auto: ['auto', 'The nearest judged queries of the collection'],
  own: ['own', 'Pairs that you write'],
};

const COMPARED = {
  '': ['nothing', 'One answer'],
  usual: ['as usual', 'The answer of this collection with nothing set here'],
  bare: ['bare', "No task and no examples: nothing but the model's own words"],
};

/** Returns {element, show(state, collection)}; `changed` is called with the part of the state that changed, as `change` of the view. */
export function beforePanel(changed) {
  const task = h('select', { id: 'task', onChange: () => changed({ task: task.value, instruction: '' }) });
  const instruction = h('textarea', { id: 'instruction', rows: 2, maxlength: 2000 });
  instruction.addEventListener('input', () => {
    task.value = '';
    changed({ instruction: instruction.value, task: '' }, { typed: true });
  });
  const examples = segmented('examples', 'Examples', EXAMPLES.map((kind) => [kind, ...HINTS[kind]]), (value) => changed({ examples: value }));
  const own = pairsForm((pairs) => changed({ pairs }, { typed: true }));
  const compare = segmented('compare', 'Compare with', COMPARISONS.map((kind) => [kind, ...COMPARED[kind]]), (value) => changed({ compare: value }));
  const gist = h('span', { class: 'before-gist' });
  const element = h('details', { class: 'before' },
    h('summary', {}, 'Instruction and examples', gist),
    h('div', { class: 'before-body' },
      h('div', { class: 'before-task' },
        h('label', { class: 'field' }, h('span', {}, 'Task'), task),
        h('label', { class: 'field' }, h('span', {}, 'Instruction'), instruction)),
      h('div', { class: 'before-how' },
        h('div', { class: 'field' }, h('span', { 'aria-hidden': 'true' }, 'Examples'), examples.element),
        h('div', { class: 'field' }, h('span', { 'aria-hidden': 'true' }, 'Compare with'), compare.element)),
      own.element));

  function show(state, collection) {
    const tasks = collection?.tasks ?? {};
    const usual = collection?.defaultTask ?? '';
    fill(task, h('option', { value: '' }, usual ? `default: ${usual}` : 'none'),
      state.task && !(state.task in tasks) ? h('option', { value: state.task }, `${state.task} (unknown)`) : null,
      Object.keys(tasks).map((name) => h('option', { value: name }, name)));
    task.value = state.task;
    if (instruction.value !== state.instruction) instruction.value = state.instruction;
    instruction.placeholder = tasks[state.task || usual] ?? "The model's own";
    examples.show(state.examples);
    own.element.hidden = state.examples !== 'own';
    own.show(state.pairs);
    compare.show(state.compare);
    gist.textContent = gistOf(state);
  }

  return { element, show };
}

function gistOf({ task, instruction, examples, pairs, compare }) {
  const parts = [
    instruction.trim() ? 'own instruction' : task,
    { none: 'no examples', auto: 'auto examples', own: `${complete(pairs).length} own` }[examples],
    compare ? 'compared' : '',
  ].filter(Boolean);
  return parts.length > 0 ? ` ${parts.join(', ')}` : '';
}
