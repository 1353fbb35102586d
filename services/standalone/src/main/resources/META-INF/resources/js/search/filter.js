/** The filter form: rows over the declared fields, or raw JSON. */
import { h, fill } from '../core/dom.js';
import { emptyRow, operators, toFilter, toRows } from './filterModel.js';

/**
 * Returns {element, show(filter, fields)}.
 *
 * @param {(filter: object|null) => void} changed is called with every filter that can be sent
 */
export function filterForm(changed) {
  let fields = {};
  let model = { join: 'and', rows: [] };
  let raw = null;
  let sent = 'null';

  const body = h('div', { class: 'filter-body' });
  const element = h('fieldset', { class: 'filter' }, h('legend', {}, 'Filter'), body);

  function show(filter, declared) {
    const same = JSON.stringify(declared) === JSON.stringify(fields);
    if (same && JSON.stringify(filter) === sent) return;
    fields = declared;
    sent = JSON.stringify(filter);
    const rows = toRows(filter, fields);
    model = rows ?? { join: 'and', rows: [] };
    raw = rows ? null : JSON.stringify(filter, null, 2);
    draw();
  }

  function send(filter) {
    const text = JSON.stringify(filter);
    if (text !== sent) {
      sent = text;
      changed(filter);
    }
  }

  const rowsChanged = () => send(toFilter(model, fields));

  function draw() {
    fill(body, raw === null ? rowsPart() : rawPart());
  }

  function rowsPart() {
    const names = Object.keys(fields);
    if (names.length === 0) return h('p', { class: 'hint' }, 'This collection declares no fields to filter on.');
    return [
      model.rows.length > 1 ? joinSwitch() : null,
      model.rows.map((row) => rowForm(row, names)),
      h('div', { class: 'filter-actions' },
        h('button', { type: 'button', class: 'small', onClick: () => add(names[0]) }, '+ Condition'),
        h('button', { type: 'button', class: 'quiet small', onClick: toRaw }, 'As JSON')),
    ];
  }

  function joinSwitch() {
    return h('select', { 'aria-label': 'How conditions combine', value: model.join, onChange: (event) => {
      model.join = event.target.value;
      rowsChanged();
    } }, h('option', { value: 'and' }, 'all of'), h('option', { value: 'or' }, 'any of'));
  }

  function rowForm(row, names) {
    const type = fields[row.field];
    const pick = (label, options, value, apply) => h('select', { 'aria-label': label, value, onChange: (event) => {
      apply(event.target.value);
      draw();
      rowsChanged();
    } }, options.map(([id, text]) => h('option', { value: id }, text)));
    return h('div', { class: 'filter-row', role: 'group', 'aria-label': `Condition on ${row.field}` },
      pick('Field', names.map((name) => [name, name]), row.field, (name) => Object.assign(row, emptyRow(name, fields[name]))),
      pick('Comparison', operators(type), row.op, (op) => Object.assign(row, { op, text: op === 'exists' ? 'true' : row.text })),
      valueInput(row, type, rowsChanged),
      h('button', { type: 'button', class: 'quiet small remove', 'aria-label': `Remove condition on ${row.field}`, onClick: () => remove(row) }, '×'));
  }

  function add(name) {
    model.rows.push(emptyRow(name, fields[name]));
    draw();
    [...body.querySelectorAll('.filter-row')].at(-1).querySelector('select').focus();
    rowsChanged();
  }

  function remove(row) {
    model.rows = model.rows.filter((one) => one !== row);
    draw();
    rowsChanged();
  }

  function toRaw() {
    raw = JSON.stringify(toFilter(model, fields), null, 2);
    draw();
    body.querySelector('textarea').focus();
  }

  function rawPart() {
    const problem = h('p', { class: 'field-error', id: 'filter-error', role: 'alert', hidden: true });
    const area = h('textarea', { rows: 6, spellcheck: 'false', 'aria-label': 'Filter as JSON', 'aria-describedby': 'filter-error', value: raw === 'null' ? '' : raw });
    area.addEventListener('input', () => {
      const parsed = parseFilter(area.value);
      problem.hidden = !parsed.error;
      problem.textContent = parsed.error ?? '';
      area.setAttribute('aria-invalid', String(Boolean(parsed.error)));
      raw = area.value;
      if (!parsed.error) send(parsed.filter);
    });
    return [area, problem, h('div', { class: 'filter-actions' },
      h('button', { type: 'button', class: 'quiet small', onClick: toForm }, 'As form'),
      h('button', { type: 'button', class: 'quiet small', onClick: () => { model = { join: 'and', rows: [] }; raw = null; draw(); rowsChanged(); } }, 'Clear'))];
  }

  function toForm() {
    const { filter, error } = parseFilter(raw === 'null' ? '' : raw);
    const rows = error ? null : toRows(filter, fields);
    if (!rows) {
      const problem = body.querySelector('.field-error');
      problem.hidden = false;
      problem.textContent = error ?? 'This filter says more than the form can show.';
      return;
    }
    model = rows;
    raw = null;
    draw();
  }

  draw();
  return { element, show };
}

function valueInput(row, type, changed) {
  const settings = { 'aria-label': `Value of ${row.field}`, onInput: (event) => { row.text = event.target.value; changed(); } };
  if (row.op === 'exists' || type === 'boolean') {
    return h('select', { ...settings, value: row.text }, h('option', { value: 'true' }, 'yes'), h('option', { value: 'false' }, 'no'));
  }
  const numeric = (type === 'integer' || type === 'number') && row.op !== 'in';
  const kind = type === 'date' && row.op !== 'in' && !row.text.includes('T') ? 'date' : 'text';
  return h('input', { ...settings, type: kind, inputmode: numeric ? 'decimal' : null, autocomplete: 'off', value: row.text,
    placeholder: row.op === 'in' ? 'a, b, c' : type });
}

function parseFilter(text) {
  if (text.trim() === '') return { filter: null };
  try {
    const filter = JSON.parse(text);
    return filter && typeof filter === 'object' && !Array.isArray(filter) ? { filter } : { error: 'A filter is a JSON object.' };
  } catch (error) {
    return { error: `Not JSON yet: ${error.message}` };
  }
}
