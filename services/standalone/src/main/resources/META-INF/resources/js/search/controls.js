/** The controls around the search box: collection, mode, and what refines the answer. */
import { h, fill } from '../core/dom.js';
import { counted } from '../core/format.js';
import { MODES } from './state.js';

const HINTS = {
  hybrid: 'Meaning and words together',
  dense: 'Meaning only',
  lexical: 'Words only (BM25)',
};

/** The collection picker. Returns {element, show(names, chosen)}. */
export function collectionPicker(changed) {
  const select = h('select', { id: 'collection', onChange: (event) => changed(event.target.value) });
  const element = h('label', { class: 'picker' }, h('span', {}, 'in'), select);
  const show = (collections, chosen) => {
    const unknown = chosen && !collections.some(({ name }) => name === chosen);
    fill(select,
      unknown ? h('option', { value: chosen }, `${chosen} (unknown)`) : null,
      collections.map(({ name, chunks }) => h('option', { value: name, title: counted(chunks, 'passage') }, name)));
    select.value = chosen;
    select.disabled = collections.length === 0;
  };
  return { element, show };
}

/** The mode switch. Returns {element, show(mode)}. */
export function modeSwitch(changed) {
  return segmented('mode', 'Search by', MODES.map((mode) => [mode, mode, HINTS[mode]]), changed);
}

/** A set of radio buttons drawn as one control. Returns {element, show(value)}. */
export function segmented(name, label, options, changed) {
  const inputs = options.map(([value]) => h('input', { type: 'radio', name, value, onChange: () => changed(value) }));
  const element = h('fieldset', { class: 'segmented' }, h('legend', { class: 'sr-only' }, label),
    options.map(([, text, hint], i) => h('label', { title: hint }, inputs[i], h('span', {}, text))));
  const show = (value) => inputs.forEach((input) => {
    input.checked = input.value === value;
  });
  return { element, show };
}

/** A number of hits. Returns {element, show(value)}. */
export function topKInput(changed) {
  const input = h('input', { type: 'number', min: 1, max: 1000, step: 1, id: 'top-k', inputmode: 'numeric' });
  input.addEventListener('change', () => {
    const value = Math.min(1000, Math.max(1, Math.round(Number(input.value)) || 10));
    input.value = value;
    changed(value);
  });
  return { element: h('label', { class: 'field inline' }, h('span', {}, 'Passages'), input), show: (value) => { input.value = value; } };
}

/** The least score. Returns {element, show(value)}. */
export function minScoreInput(changed) {
  const out = h('output', { for: 'min-score' });
  const input = h('input', { type: 'range', min: 0, max: 100, step: 1, id: 'min-score' });
  const tell = () => {
    out.textContent = input.value === '0' ? 'any' : `${input.value}%`;
    input.style.setProperty('--at', `${input.value}%`);
  };
  input.addEventListener('input', () => {
    tell();
    changed(Number(input.value) / 100);
  });
  const show = (value) => {
    input.value = Math.round(value * 100);
    tell();
  };
  return { element: h('label', { class: 'field range' }, h('span', {}, 'Score at least ', out), input), show };
}

/** A switch. Returns {element, show(on)}. */
export function toggle(label, hint, changed) {
  const input = h('input', { type: 'checkbox', role: 'switch', onChange: () => changed(input.checked) });
  return {
    element: h('label', { class: 'switch', title: hint }, h('span', {}, label), input),
    show: (on) => { input.checked = on; },
  };
}
