/** All collections, with what they hold. */
import { h, fill } from '../core/dom.js';
import { bytes, count, counted } from '../core/format.js';
import { announce } from '../core/live.js';
import { problemBlock } from '../core/problem.js';
import { link } from '../core/router.js';
import { collections } from '../core/store.js';
import { createDialog } from './create.js';
import { deleteCollection } from './remove.js';
import { stateBar } from './stateBar.js';

/** Creates the view. */
export function collectionsView() {
  const body = h('div', { 'aria-busy': 'true' }, h('p', { class: 'hint' }, 'Loading …'));
  const element = h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', {}, 'Collections'),
      h('button', { type: 'button', class: 'primary', onClick: () => createDialog(({ name }) => { location.hash = link(['collections', name]); }) }, 'New collection')),
    body);

  async function load() {
    try {
      const all = await collections({ fresh: true });
      fill(body, all.length === 0 ? none() : table(all, load));
      announce(counted(all.length, 'collection'));
    } catch (problem) {
      fill(body, problemBlock(problem, load));
    }
    body.setAttribute('aria-busy', 'false');
  }

  load();
  return { title: 'Collections', element };
}

function none() {
  return h('div', { class: 'empty' }, h('p', { class: 'empty-lead' }, 'Nothing here yet.'),
    h('p', {}, 'A collection holds documents that are searched together, by one model.'));
}

function table(all, changed) {
  return h('ul', { class: 'cards' }, all.map((collection) => card(collection, changed)));
}

function card(collection, changed) {
  const { name, model, language, documents, chunks } = collection;
  return h('li', { class: 'card' },
    h('h2', {}, h('a', { href: link(['collections', name]) }, name)),
    h('p', { class: 'card-model' }, model, language ? ` · ${language}` : null),
    collection.trouble ? h('p', { class: 'cause' }, collection.trouble) : null,
    stateBar(documents),
    h('dl', { class: 'figures' }, figure('Passages', count(chunks)), figure('Size', bytes(collection.bytes))),
    h('p', { class: 'card-actions' },
      h('a', { href: link([], { c: name }) }, 'Search'),
      h('button', { type: 'button', class: 'quiet small', 'aria-label': `Delete ${name}`, onClick: async () => (await deleteCollection(collection)) && changed() }, 'Delete')));
}

function figure(name, value) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, value));
}
