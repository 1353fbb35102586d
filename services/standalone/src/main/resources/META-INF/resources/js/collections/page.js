/** One collection: what it holds, adding to it, and its documents. */
import { h, fill } from '../core/dom.js';
import { call, collectionPath } from '../core/api.js';
import { bytes, count } from '../core/format.js';
import { announce } from '../core/live.js';
import { problemBlock, problemLine } from '../core/problem.js';
import { link } from '../core/router.js';
import { documentsTable } from './documents.js';
import { pasteForm } from './paste.js';
import { deleteCollection } from './remove.js';
import { stateBar } from './stateBar.js';
import { collectionHead } from './tabs.js';
import { uploadBox } from './upload.js';

/** Creates the view at a place. */
export function collectionView(place) {
  const [, name] = place.segments;
  const facts = h('div', { class: 'collection-facts' });
  const documents = documentsTable(name, place, { changed: load });
  const changed = () => {
    load();
    documents.load();
  };
  const element = h('div', { class: 'page' },
    collectionHead(name, '', h('a', { class: 'button', href: link([], { c: name }) }, 'Search'), removeButton()),
    facts,
    h('section', { class: 'adding', 'aria-label': 'Add documents' }, uploadBox(name, changed), pasteForm(name, changed)),
    documents.element);

  async function load() {
    try {
      fill(facts, overview(await call('GET', collectionPath(name)), changed));
    } catch (problem) {
      fill(facts, problemBlock(problem, load));
    }
  }

  function removeButton() {
    return h('button', { type: 'button', class: 'quiet', onClick: async () => {
      const collection = await call('GET', collectionPath(name)).catch(() => ({ name }));
      if (await deleteCollection(collection)) location.hash = link(['collections']);
    } }, 'Delete');
  }

  load();
  return { title: name, element, update: documents.update };
}

function overview(collection, changed) {
  const { model, language, cutting = {}, fields = {}, documents, chunks } = collection;
  const facts = [
    ['Passages', count(chunks)], ['Size', bytes(collection.bytes)], ['Model', model], ['Language', language],
    ['Cutting', `${cutting.maxTokens} tokens, ${cutting.overlap} shared`],
    ['Fields', Object.entries(fields).map(([field, type]) => `${field}: ${type}`).join(', ') || 'none'],
  ];
  return [
    collection.trouble ? h('p', { class: 'cause' }, collection.trouble) : null,
    stateBar(documents),
    h('dl', { class: 'figures' }, facts.map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value)))),
    documents?.failed > 0 ? replayLine(collection.name, changed) : null,
  ];
}

function replayLine(name, changed) {
  const outcome = h('span', { role: 'status' });
  const button = h('button', { type: 'button', class: 'small', onClick: async () => {
    button.disabled = true;
    try {
      const { replayed } = await call('POST', collectionPath(name, 'dead-letters', 'replay'));
      outcome.textContent = ` ${count(replayed)} sent again.`;
      announce(`${replayed} failed records were sent again`);
      setTimeout(changed, 1200);
    } catch (problem) {
      outcome.textContent = ` ${problemLine(problem)}`;
      button.disabled = false;
    }
  } }, 'Replay failed records');
  return h('p', { class: 'replay' }, button, outcome, h('span', { class: 'hint' }, ' Once the cause is gone, what failed can be tried again.'));
}
