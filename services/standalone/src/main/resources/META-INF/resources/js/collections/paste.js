/** Adding a document by typing or pasting it. */
import { h, fill } from '../core/dom.js';
import { call, collectionPath } from '../core/api.js';
import { announce } from '../core/live.js';
import { problemBlock } from '../core/problem.js';
import { forgetCollections } from '../core/store.js';

/** Returns the form; `changed` is called once the document can be searched. */
export function pasteForm(collection, changed) {
  const text = (settings) => h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', ...settings });
  const id = text({ name: 'id', placeholder: 'chosen for you' });
  const title = text({ name: 'title', placeholder: 'optional' });
  const body = h('textarea', { name: 'text', rows: 7, required: true });
  const metadata = h('textarea', { name: 'metadata', rows: 2, spellcheck: 'false', placeholder: '{"year": 2024}' });
  const outcome = h('div', { role: 'status' });
  const submit = h('button', { type: 'submit', class: 'primary' }, 'Add document');
  const form = h('form', { class: 'stack' },
    h('div', { class: 'columns' }, field('Title', title), field('Id', id)),
    field('Text', body), field('Metadata, as JSON', metadata), outcome, h('div', { class: 'actions' }, submit));

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    submit.disabled = true;
    fill(outcome, h('p', { class: 'hint' }, 'Indexing …'));
    try {
      await add();
      fill(outcome, h('p', { class: 'good' }, 'The document can be searched.'));
      announce('The document can be searched');
      form.reset();
    } catch (problem) {
      fill(outcome, problemBlock(problem));
    }
    submit.disabled = false;
    forgetCollections();
    changed();
  });

  async function add() {
    const path = collectionPath(collection, 'documents', id.value.trim() || `pasted-${crypto.randomUUID?.() ?? Date.now()}`);
    const document = { text: body.value };
    if (title.value.trim()) document.title = title.value.trim();
    if (metadata.value.trim()) document.metadata = parsed(metadata.value);
    await call('PUT', `${path}?wait=indexed`, { body: document });
  }

  return h('details', { class: 'paste' }, h('summary', {}, 'Paste a text'), form);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw Object.assign(new Error(error.message), { title: 'The metadata is not JSON', detail: error.message, field: 'metadata' });
  }
}

function field(label, input) {
  return h('label', { class: 'field' }, h('span', {}, label), input);
}
