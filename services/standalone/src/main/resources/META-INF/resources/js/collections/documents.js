/** The documents of a collection, page by page. */
import { h, fill } from '../core/dom.js';
import { call, collectionPath } from '../core/api.js';
import { ago, count, counted } from '../core/format.js';
import { announce } from '../core/live.js';
import { problemBlock } from '../core/problem.js';
import { link } from '../core/router.js';
import { isolated } from '../core/text.js';
import { segmented } from '../search/controls.js';
import { deleteDocument } from './remove.js';

const LIMIT = 50;
const STATES = [['', 'all'], ['indexed', 'indexed'], ['failed', 'failed'], ['deleted', 'deleted']];

/** Returns {element, load, update}; the state and the page stand in the address. */
export function documentsTable(collection, place, { changed }) {
  let { state, after } = read(place);
  const states = segmented('state', 'State', STATES, (value) => go({ state: value }));
  const body = h('div', { class: 'documents-body' });
  const element = h('section', { class: 'documents', 'aria-labelledby': 'documents-title' },
    h('header', {}, h('h2', { id: 'documents-title' }, 'Documents'), states.element), body);

  async function load() {
    states.show(state);
    body.setAttribute('aria-busy', 'true');
    const query = new URLSearchParams({ limit: LIMIT, ...(state ? { state } : {}), ...(after ? { after } : {}) });
    try {
      const page = await call('GET', `${collectionPath(collection, 'documents')}?${query}`);
      fill(body, page.documents.length === 0 ? nothing() : table(page.documents), pages(page));
      announce(`${counted(page.documents.length, 'document')} shown`);
    } catch (problem) {
      fill(body, problemBlock(problem, load));
    }
    body.setAttribute('aria-busy', 'false');
  }

  function go(parameters) {
    location.hash = link(['collections', collection], parameters);
  }

  function update(next) {
    ({ state, after } = read(next));
    load();
  }

  function nothing() {
    return h('p', { class: 'hint' }, state ? `No ${state} documents.` : 'No documents yet.');
  }

  function table(documents) {
    return h('table', { class: 'document-table' },
      h('thead', {}, h('tr', {}, ['Document', 'State', 'Passages', 'Changed', ''].map((head) =>
        h('th', { scope: 'col' }, head || h('span', { class: 'sr-only' }, 'Actions'))))),
      h('tbody', {}, documents.map(row)));
  }

  function row(document) {
    const { id, title, failure, chunks, updatedAt } = document;
    return h('tr', { data: { state: document.state } },
      h('th', { scope: 'row' }, h('a', { href: link(['collections', collection, 'documents', id]) }, isolated(title || id)),
        title && title !== id ? h('code', {}, isolated(id)) : null, failure ? cause(failure) : null),
      h('td', {}, h('span', { class: `badge is-${document.state}` }, document.state)),
      h('td', { class: 'number', data: { label: 'passages' } }, count(chunks)),
      h('td', { title: updatedAt }, ago(updatedAt)),
      h('td', { class: 'row-actions' }, document.state === 'deleted' ? null : remove(document)));
  }

  function remove(document) {
    return h('button', { type: 'button', class: 'quiet small', 'aria-label': `Delete ${document.title || document.id}`, onClick: async () => {
      if (await deleteDocument(collection, document)) {
        load();
        changed();
      }
    } }, 'Delete');
  }

  function pages({ next }) {
    if (!next && !after) return null;
    return h('nav', { class: 'pages', 'aria-label': 'Pages' },
      after ? h('a', { class: 'button small', href: link(['collections', collection], { state }) }, 'First page') : null,
      next ? h('a', { class: 'button small', href: link(['collections', collection], { state, after: next }) }, 'Next page') : null);
  }

  load();
  return { element, load, update };
}

/** Returns why a document failed. */
export function cause({ code, detail }) {
  return h('p', { class: 'cause' }, h('code', {}, code), ' ', isolated(detail));
}

function read({ parameters }) {
  const state = parameters.get('state') ?? '';
  return { state: STATES.some(([value]) => value === state) ? state : '', after: parameters.get('after') ?? '' };
}
