/** Worked examples that the user writes: pairs of a query and a passage that answers it. */
import { h, fill } from '../core/dom.js';

/** The most that an instance takes unless it was told otherwise. */
export const MOST_PAIRS = 16;

/** Returns the pairs of which both parts are written; the others do not count yet. */
export function complete(pairs) {
  return pairs.filter(({ query, passage }) => query.trim() !== '' && passage.trim() !== '');
}

/** Returns {element, show(pairs)}; `changed` is called with all pairs, complete or not. */
export function pairsForm(changed) {
  let pairs = [];
  const rows = h('ol', { class: 'pairs', 'aria-label': 'Own examples' });
  const more = h('button', { type: 'button', class: 'small', onClick: add }, '+ Example');
  const element = h('div', { class: 'own-pairs' }, rows, more);

  function show(next) {
    if (JSON.stringify(next) === JSON.stringify(pairs) && rows.children.length > 0) return;
    pairs = next.length > 0 ? next.map((pair) => ({ ...pair })) : [{ query: '', passage: '' }];
    draw();
  }

  function draw() {
    fill(rows, pairs.map(row));
    more.disabled = pairs.length >= MOST_PAIRS;
  }

  function add() {
    pairs = [...pairs, { query: '', passage: '' }];
    draw();
    rows.lastElementChild.querySelector('input').focus();
  }

  function row(pair, i) {
    const edit = (name) => (event) => {
      pairs = pairs.map((one, j) => (i === j ? { ...one, [name]: event.target.value } : one));
      changed(pairs);
    };
    return h('li', { class: 'pair' },
      h('input', { type: 'text', 'aria-label': `Query of example ${i + 1}`, placeholder: 'A query', maxlength: 2000, autocomplete: 'off', value: pair.query, onInput: edit('query') }),
      h('textarea', { 'aria-label': `Passage of example ${i + 1}`, placeholder: 'A passage that answers it', rows: 2, maxlength: 4000, value: pair.passage, onInput: edit('passage') }),
      h('button', { type: 'button', class: 'quiet small remove', 'aria-label': `Remove example ${i + 1}`, onClick: () => remove(i) }, '×'));
  }

  function remove(i) {
    pairs = pairs.filter((one, j) => i !== j);
    changed(pairs);
    if (pairs.length === 0) pairs = [{ query: '', passage: '' }];
    draw();
    (rows.children[Math.min(i, rows.children.length - 1)]?.querySelector('input') ?? more).focus();
  }

  return { element, show };
}
