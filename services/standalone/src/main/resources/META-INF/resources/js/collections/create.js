/** The dialog that creates a collection. */
import { h, fill } from '../core/dom.js';
import { call, collectionPath } from '../core/api.js';
import { openDialog } from '../core/dialog.js';
import { problemBlock, problemLine } from '../core/problem.js';
import { forgetCollections } from '../core/store.js';

const TYPES = ['keyword', 'integer', 'number', 'boolean', 'date', 'tenant'];

/** Opens the dialog; `created` is called with the new collection. */
export function createDialog(created) {
  const name = h('input', { type: 'text', name: 'name', required: true, pattern: '[a-z0-9][a-z0-9_\\-]{0,62}', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });
  const model = h('select', { name: 'model' }, h('option', { value: '' }, 'the default'));
  const language = h('input', { type: 'text', name: 'language', placeholder: 'en', autocomplete: 'off' });
  const maxTokens = h('input', { type: 'number', name: 'cutting.maxTokens', min: 16, max: 8192, placeholder: 'default' });
  const overlap = h('input', { type: 'number', name: 'cutting.overlap', min: 0, max: 4096, placeholder: 'default' });
  const fields = fieldRows();
  const trouble = h('div', {});
  const submit = h('button', { type: 'submit', class: 'primary' }, 'Create');
  const form = h('form', { class: 'stack' },
    field('Name', name, 'Small letters, digits, - and _; it appears in addresses.'),
    h('div', { class: 'columns' }, field('Model', model), field('Language', language)),
    h('div', { class: 'columns' }, field('Longest passage, in tokens', maxTokens), field('Overlap, in tokens', overlap)),
    fields.element, trouble,
    h('div', { class: 'actions' }, h('button', { type: 'button', onClick: () => dialog.close() }, 'Cancel'), submit));
  const dialog = openDialog('New collection', form);
  name.focus();
  offerModels(model);

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    submit.disabled = true;
    try {
      const collection = await call('PUT', collectionPath(name.value), { body: settings() });
      forgetCollections();
      dialog.close();
      created(collection ?? { name: name.value });
    } catch (problem) {
      fill(trouble, blame(form, problem) ? null : problemBlock(problem));
    }
    submit.disabled = false;
  });

  function settings() {
    const body = {};
    if (model.value) body.model = model.value;
    if (language.value.trim()) body.language = language.value.trim();
    if (maxTokens.value || overlap.value) body.cutting = cutting();
    if (Object.keys(fields.read()).length > 0) body.fields = fields.read();
    return body;
  }

  function cutting() {
    return {
      ...(maxTokens.value ? { maxTokens: Number(maxTokens.value) } : {}),
      ...(overlap.value ? { overlap: Number(overlap.value) } : {}),
    };
  }
}

function field(label, input, hint) {
  const error = h('span', { class: 'field-error', role: 'alert', hidden: true });
  return h('label', { class: 'field' }, h('span', {}, label), input, hint ? h('span', { class: 'hint' }, hint) : null, error);
}

/** Puts the problem beside the input that caused it. Returns whether there is one. */
function blame(form, problem) {
  form.querySelectorAll('.field-error').forEach((error) => { error.hidden = true; });
  const wanted = problem.field === 'collection' ? 'name' : problem.field;
  const input = wanted ? form.elements.namedItem(wanted) : null;
  const error = input?.closest?.('.field')?.querySelector('.field-error');
  if (!error) return false;
  error.textContent = problemLine(problem);
  error.hidden = false;
  input.setAttribute('aria-invalid', 'true');
  input.focus();
  return true;
}

async function offerModels(select) {
  try {
    const { data = [] } = await call('GET', 'v1/models');
    // Rerankers cannot embed documents.
    const encoders = data.filter(({ type, kind }) => !/rerank|cross/.test(`${type} ${kind}`));
    select.append(...encoders.map(({ id }) => h('option', { value: id }, id)));
  } catch {
    // Without the list the default can still be chosen; creating tells what is wrong.
  }
}

function fieldRows() {
  const rows = h('div', { class: 'field-rows' });
  const add = () => {
    const row = h('div', { class: 'field-row' },
      h('input', { type: 'text', 'aria-label': 'Field name', placeholder: 'year', autocomplete: 'off', pattern: '[A-Za-z_][A-Za-z0-9_.\\-]{0,63}' }),
      h('select', { 'aria-label': 'Field type' }, TYPES.map((type) => h('option', { value: type }, type))),
      h('button', { type: 'button', class: 'quiet small', 'aria-label': 'Remove field', onClick: () => row.remove() }, '×'));
    rows.append(row);
    row.querySelector('input').focus();
  };
  const read = () => Object.fromEntries([...rows.children]
    .map((row) => [row.querySelector('input').value.trim(), row.querySelector('select').value])
    .filter(([name]) => name !== ''));
  const element = h('fieldset', { class: 'field' }, h('legend', {}, 'Fields to filter on'), rows,
    h('button', { type: 'button', class: 'small', onClick: add }, '+ Field'));
  return { element, read };
}
