/** The search view: the state, the controls that change it, and the request that follows. */
import { h } from '../core/dom.js';
import { call, collectionPath } from '../core/api.js';
import { copy } from '../core/clipboard.js';
import { announce } from '../core/live.js';
import { remember } from '../core/router.js';
import { collections } from '../core/store.js';
import { answerPanel } from './answer.js';
import { beforePanel } from './before.js';
import { collectionPicker, minScoreInput, modeSwitch, toggle, topKInput } from './controls.js';
import { curlOf } from './curl.js';
import { filterForm } from './filter.js';
import { hitKeys } from './hitKeys.js';
import { Latest } from './latest.js';
import { resultsRegion } from './results.js';
import { plainRequestOf, readState, requestOf, stateLink } from './state.js';

const PAUSE = 150;
/** A longer rest than this starts a new entry in the history. */
const REST = 1500;

/** Creates the view at a place. */
export function searchView(place) {
  let state = readState(place);
  let known = [];
  let loaded = false;
  let typedAt = 0;
  const latest = new Latest();

  const input = h('input', { type: 'search', id: 'query', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search',
    placeholder: 'What are you looking for?', maxlength: 8192, value: state.query });
  const picker = collectionPicker((collection) => change({ collection, filter: null, task: '' }));
  const mode = modeSwitch((value) => change({ mode: value }));
  const topK = topKInput((value) => change({ topK: value }));
  const minScore = minScoreInput((value) => change({ minScore: value }, { typed: true }));
  const rerank = toggle('Rerank', 'A cross-encoder reads the best passages again, where one is configured', (on) => change({ rerank: on }));
  const explain = toggle('Explain', 'Show what each step of the pipeline did', (on) => change({ explain: on }));
  const filter = filterForm((value) => change({ filter: value }, { typed: true }));
  const before = beforePanel(change);
  const answer = answerPanel(() => state);
  const curl = curlPart(() => state);
  const results = resultsRegion({ narrow, loosen: (part) => { change(part); show(); } });

  const form = h('form', { class: 'ask', role: 'search', onSubmit: submit },
    h('h1', { class: 'sr-only' }, 'Search'),
    h('label', { class: 'sr-only', htmlFor: 'query' }, 'Search'),
    h('div', { class: 'ask-line' }, input, h('kbd', { class: 'ask-key wide-only', 'aria-hidden': 'true' }, '/')),
    h('div', { class: 'ask-how' }, picker.element, mode.element, answer.button),
    before.element);
  const refine = h('details', { class: 'refine' }, h('summary', {}, 'Refine'),
    h('div', { class: 'refine-body' }, topK.element, minScore.element, rerank.element, explain.element, filter.element, curl.element));
  const element = h('div', { class: 'search' }, form, h('aside', { 'aria-label': 'Refine' }, refine), answer.element, results.element);

  const wide = matchMedia('(min-width: 60rem)');
  const fit = () => { refine.open = wide.matches; };
  wide.addEventListener('change', fit);
  fit();

  input.addEventListener('input', () => change({ query: input.value }, { typed: true }));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && input.value !== '') {
      event.preventDefault();
      input.value = '';
      change({ query: '' });
    }
  });
  const stopKeys = hitKeys(input, results.hits);

  function submit(event) {
    event.preventDefault();
    typedAt = 0;
    run(0);
  }

  function change(part, { typed = false } = {}) {
    state = { ...state, ...part };
    const now = performance.now();
    remember(stateLink(state), { push: !typed || now - typedAt > REST });
    typedAt = typed ? now : 0;
    answer.close();
    sideways();
    run(typed ? PAUSE : 0);
  }

  /** Adds "field = value" to the filter. */
  function narrow(field, value) {
    const part = { field, op: 'eq', value };
    const old = state.filter;
    change({ filter: !old ? part : old.and ? { and: [...old.and, part] } : { and: [old, part] } });
    show();
    input.focus();
  }

  function run(pause) {
    if (!loaded) return;
    if (state.query.trim() === '' || !state.collection) {
      latest.cancel();
      results.idle(collectionOf(state));
      return;
    }
    const asked = state;
    latest.soon(pause, (signal) => (asked.compare ? both(asked, signal) : ask(asked, requestOf(asked), signal)), {
      start: () => results.busy(true),
      done: (answer) => (asked.compare ? results.compared : results.answer)(answer, asked, fieldsOf(asked)),
      failed: (error) => results.problem(error, () => run(0)),
    });
  }

  function ask({ collection }, body, signal) {
    return call('POST', collectionPath(collection, 'search'), { body, signal });
  }

  async function both(asked, signal) {
    const [plain, full] = await Promise.all([plainRequestOf(asked), requestOf(asked)]
      .map((body) => ask(asked, { ...body, explain: true }, signal)));
    return { plain, full };
  }

  function collectionOf({ collection }) {
    return known.find(({ name }) => name === collection);
  }

  function fieldsOf(asked) {
    return collectionOf(asked)?.fields ?? {};
  }

  /** What follows from the state without being edited. */
  function sideways() {
    curl.show();
    before.show(state, collectionOf(state));
    filter.show(state.filter, fieldsOf(state));
    document.title = state.query.trim() ? `${state.query.trim()} · Vizsla` : 'Vizsla';
  }

  function show() {
    if (input.value !== state.query) input.value = state.query;
    picker.show(known, state.collection);
    mode.show(state.mode);
    topK.show(state.topK);
    minScore.show(state.minScore);
    rerank.show(state.rerank);
    explain.show(state.explain);
    sideways();
  }

  async function load() {
    try {
      known = await collections({ fresh: true });
      loaded = true;
    } catch (error) {
      results.problem(error, load);
      return;
    }
    state.collection ||= localStorage.getItem('vizsla.collection') ?? '';
    if (!place.parameters.get('c') && !known.some(({ name }) => name === state.collection)) {
      state.collection = known[0]?.name ?? '';
    }
    show();
    run(0);
  }

  function update(next) {
    place = next;
    const collection = state.collection;
    state = readState(next);
    state.collection ||= collection;
    typedAt = 0;
    answer.close();
    show();
    run(0);
  }

  function stop() {
    if (state.collection) localStorage.setItem('vizsla.collection', state.collection);
    latest.cancel();
    answer.close();
    stopKeys();
    wide.removeEventListener('change', fit);
  }

  show();
  before.element.open = state.compare || Boolean(state.task || state.instruction) || state.examples !== 'default';
  load();
  return { title: 'Vizsla', element, update, stop, ready: () => matchMedia('(pointer: fine)').matches && input.focus() };
}

function curlPart(state) {
  const text = h('pre', { tabindex: '0', 'aria-label': 'The query as a curl command' });
  const button = h('button', { type: 'button', class: 'small', onClick: async () => {
    const done = await copy(curlOf(state()));
    button.textContent = done ? 'Copied' : 'Select and copy';
    announce(done ? 'The command is on the clipboard' : 'The command could not be copied');
    setTimeout(() => { button.textContent = 'Copy'; }, 1600);
  } }, 'Copy');
  const element = h('details', { class: 'curl' }, h('summary', {}, 'As curl'), h('div', { class: 'curl-body' }, text, button));
  return { element, show: () => { text.textContent = curlOf(state()); } };
}
