/** What the user asks for, and its form in the address. */
import { link } from '../core/router.js';
import { complete, MOST_PAIRS } from './pairs.js';

/** The modes, in the order shown. */
export const MODES = ['hybrid', 'dense', 'lexical'];

/** Where the examples come from; the first leaves it to the collection. */
export const EXAMPLES = ['default', 'none', 'auto', 'own'];

/** What an answer is compared with; the first compares with nothing. */
export const COMPARISONS = ['', 'usual', 'bare'];

/** The hits asked for unless the user says otherwise. */
export const DEFAULT_TOP_K = 10;

/** Reads the state out of a place. What cannot be read falls back to its default. */
export function readState({ parameters }) {
  const mode = parameters.get('mode');
  const examples = parameters.get('examples');
  const compare = parameters.get('compare');
  return {
    collection: parameters.get('c') ?? '',
    query: parameters.get('q') ?? '',
    mode: MODES.includes(mode) ? mode : 'hybrid',
    topK: whole(parameters.get('k'), DEFAULT_TOP_K, 1, 1000),
    minScore: fraction(parameters.get('min')),
    rerank: parameters.get('rerank') === 'on',
    explain: parameters.get('explain') === 'on',
    filter: json(parameters.get('filter')),
    task: parameters.get('task') ?? '',
    instruction: parameters.get('instruction') ?? '',
    examples: EXAMPLES.includes(examples) ? examples : 'default',
    pairs: pairsOf(parameters.get('pairs')),
    compare: COMPARISONS.includes(compare) ? compare : '',
  };
}

/** Returns the hash that brings this state back. Defaults are left out. */
export function stateLink(state) {
  return link([], {
    c: state.collection,
    q: state.query,
    mode: state.mode === 'hybrid' ? '' : state.mode,
    k: state.topK === DEFAULT_TOP_K ? '' : state.topK,
    min: state.minScore || '',
    rerank: state.rerank ? 'on' : '',
    explain: state.explain ? 'on' : '',
    filter: state.filter ? JSON.stringify(state.filter) : '',
    task: state.task,
    instruction: state.instruction,
    examples: state.examples === 'default' ? '' : state.examples,
    pairs: complete(state.pairs).length > 0 ? JSON.stringify(complete(state.pairs)) : '',
    compare: state.compare,
  });
}

/** Returns the body of the search request. */
export function requestOf(state) {
  const request = { query: state.query, topK: state.topK, mode: state.mode };
  if (state.filter) request.filter = state.filter;
  if (state.minScore > 0) request.minScore = state.minScore;
  if (state.rerank) request.rerank = true;
  if (state.explain) request.explain = true;
  if (state.instruction.trim()) request.instruction = state.instruction;
  else if (state.task) request.task = state.task;
  if (state.examples === 'own') request.demonstrations = complete(state.pairs);
  else if (state.examples !== 'default') request.demonstrations = state.examples;
  return request;
}

/**
 * Returns the body of the search that this one is compared with: as it would be with nothing set before the query, or with
 * no task and no examples at all, so that a model reads nothing but its own words.
 */
export function plainRequestOf(state) {
  const usual = requestOf({ ...state, task: '', instruction: '', examples: 'default' });
  return state.compare === 'bare' ? { ...usual, instruction: '', demonstrations: 'none' } : usual;
}

function whole(text, fallback, least, most) {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value >= least && value <= most ? value : fallback;
}

function fraction(text) {
  const value = Number(text);
  return value > 0 && value <= 1 ? value : 0;
}

function pairsOf(text) {
  try {
    const pairs = JSON.parse(text ?? '[]');
    const known = Array.isArray(pairs) ? pairs.filter((one) => typeof one?.query === 'string' && typeof one?.passage === 'string') : [];
    return known.slice(0, MOST_PAIRS).map(({ query, passage }) => ({ query, passage }));
  } catch {
    return [];
  }
}

function json(text) {
  try {
    const value = JSON.parse(text ?? 'null');
    return value && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
