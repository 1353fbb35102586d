/** One document: its state, its metadata and the passages it was cut into. */
import { h, fill } from '../core/dom.js';
import { call, collectionPath } from '../core/api.js';
import { ago, counted } from '../core/format.js';
import { problemBlock } from '../core/problem.js';
import { link } from '../core/router.js';
import { isolated, readable } from '../core/text.js';
import { metadataList } from '../search/metadata.js';
import { cause } from './documents.js';
import { deleteDocument } from './remove.js';

/** Creates the view at a place. */
export function documentView({ segments: [, collection, , id = ''] }) {
  const body = h('div', {}, h('p', { class: 'hint' }, 'Loading …'));
  const element = h('div', { class: 'page document' },
    h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumbs' },
      h('a', { href: '#/collections' }, 'Collections'), h('a', { href: link(['collections', collection]) }, collection)),
    body);

  async function load() {
    try {
      fill(body, show(collection, await call('GET', collectionPath(collection, 'documents', id))));
    } catch (problem) {
      fill(body, h('h1', {}, isolated(id)), problemBlock(problem, load));
    }
  }

  load();
  return { title: id, element };
}

function show(collection, document) {
  const { id, title, state, failure, version, updatedAt, chunks = [], metadata } = document;
  return [
    h('header', { class: 'page-head' }, h('h1', {}, isolated(title || id)),
      state === 'deleted' ? null : h('button', { type: 'button', class: 'quiet', onClick: async () => {
        if (await deleteDocument(collection, document)) location.hash = link(['collections', collection]);
      } }, 'Delete')),
    h('p', { class: 'document-line' }, h('span', { class: `badge is-${state}` }, state), h('code', {}, isolated(id)),
      h('span', {}, `version ${version}`), h('span', { title: updatedAt }, ago(updatedAt))),
    failure ? cause(failure) : null,
    metadataList(metadata),
    Array.isArray(chunks) ? passages(chunks) : null,
  ];
}

function passages(chunks) {
  return h('section', { 'aria-labelledby': 'passages-title' },
    h('h2', { id: 'passages-title' }, counted(chunks.length, 'passage')),
    h('ol', { class: 'chunks' }, chunks.map(({ chunkId, headings, text, start, end }) => h('li', {},
      h('p', { class: 'chunk-head' },
        [headings ?? []].flat().map((heading, i) => [i > 0 ? ' › ' : null, isolated(heading)]),
        h('code', { title: chunkId }, start === undefined ? chunkId : `${start}–${end}`)),
      h('p', { class: 'passage', dir: 'auto' }, readable(text))))));
}
