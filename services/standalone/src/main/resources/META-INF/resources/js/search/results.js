/** Everything below the search box: the summary, the hits, and the states without hits. */
import { h, fill } from '../core/dom.js';
import { announce } from '../core/live.js';
import { counted, milliseconds } from '../core/format.js';
import { link } from '../core/router.js';
import { problemBlock } from '../core/problem.js';
import { comparison } from './compare.js';
import { explainPanel } from './explain.js';
import { hitItem } from './hit.js';
import { placeIn } from './place.js';
import { extremes } from './signals.js';
import { timingsBar } from './timings.js';

/** Returns the region and functions that show one state each. */
export function resultsRegion({ narrow, loosen }) {
  const summary = h('div', { class: 'summary' });
  const list = h('ol', { class: 'hits', 'aria-label': 'Passages' });
  const aside = h('div', { class: 'explain-place' });
  const sides = h('div', { class: 'sides' });
  const hitsPlace = h('div', { class: 'hits-place' }, list, sides);
  const element = h('section', { class: 'results', 'aria-label': 'Results', 'aria-busy': 'false' }, summary, aside, hitsPlace);
  const clear = () => [summary, aside, list, sides].forEach((part) => fill(part));

  function busy(on) {
    element.setAttribute('aria-busy', String(on));
  }

  function answer(result, state, fields) {
    busy(false);
    const { hits } = result;
    const scale = extremes(hits);
    fill(summary, head(result), hits.length > 0 ? timingsBar(result.timings) : null);
    fill(aside, result.explain ? explainPanel(result.explain) : null);
    const back = placeIn(hitsPlace);
    fill(sides);
    fill(list, hits.map((hit) => hitItem(hit, { collection: state.collection, query: state.query, scale, fields, narrow })));
    back();
    if (hits.length === 0) summary.append(nothing(state, loosen));
    announce(hits.length === 0 ? 'No passages found' : `${counted(hits.length, 'passage')} found`);
  }

  function compared(answers, state, fields) {
    busy(false);
    const { element: columns, examples, sentence } = comparison(answers, state, { collection: state.collection, query: state.query, fields, narrow });
    fill(summary, h('p', { class: 'summary-line' }, h('strong', {}, sentence),
      h('span', { class: 'summary-model' }, answers.full.model)), examples);
    fill(aside, state.explain ? explainPanel(answers.full.explain) : null);
    const back = placeIn(hitsPlace);
    fill(list);
    fill(sides, columns);
    back();
    announce(sentence);
  }

  function problem(error, again) {
    busy(false);
    clear();
    fill(summary, problemBlock(error, again));
  }

  function idle(collection) {
    busy(false);
    clear();
    fill(summary, invitation(collection));
    announce('');
  }

  return { element, hits: hitsPlace, busy, answer, compared, problem, idle };
}

function head({ hits, model, timings = {} }) {
  return h('p', { class: 'summary-line' },
    h('strong', {}, hits.length === 0 ? 'No passages' : counted(hits.length, 'passage')),
    timings.total === undefined ? null : [' in ', h('span', { class: 'number' }, milliseconds(timings.total))],
    model ? h('span', { class: 'summary-model' }, model) : null);
}

function nothing(state, loosen) {
  const ways = [
    state.filter ? h('button', { type: 'button', onClick: () => loosen({ filter: null }) }, 'Without the filter') : null,
    state.minScore > 0 ? h('button', { type: 'button', onClick: () => loosen({ minScore: 0 }) }, 'At any score') : null,
    state.mode === 'hybrid' ? null : h('button', { type: 'button', onClick: () => loosen({ mode: 'hybrid' }) }, 'In hybrid mode'),
  ].filter(Boolean);
  return h('div', { class: 'empty' },
    h('p', {}, 'Nothing in ', h('strong', {}, state.collection), ' matches ', h('q', {}, h('bdi', {}, state.query)), '.'),
    ways.length > 0 ? h('p', { class: 'actions' }, ways) : h('p', { class: 'hint' }, 'Other words may help, or another collection.'));
}

function invitation(collection) {
  if (!collection) {
    return h('div', { class: 'empty' },
      h('p', { class: 'empty-lead' }, 'There is no collection yet.'),
      h('p', {}, h('a', { class: 'button primary', href: link(['collections']) }, 'Create one')));
  }
  const { indexed = 0, failed = 0 } = collection.documents ?? {};
  return h('div', { class: 'empty' },
    h('p', { class: 'empty-lead' }, 'Ask, and it points.'),
    h('p', {}, h('a', { href: link(['collections', collection.name]) }, collection.name), ' holds ',
      counted(collection.chunks, 'passage'), ' of ', counted(indexed, 'document'), '.',
      failed > 0 ? [' ', h('a', { href: link(['collections', collection.name], { state: 'failed' }) }, `${counted(failed, 'document')} failed`), '.'] : null),
    h('p', { class: 'hint wide-only' }, h('kbd', {}, '↓'), ' walks through the passages, ', h('kbd', {}, 'Enter'), ' opens one, ', h('kbd', {}, '?'), ' lists all keys.'));
}
