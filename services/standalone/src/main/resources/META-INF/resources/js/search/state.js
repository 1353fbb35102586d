/** What the user asks for, and its form in the address. */
import { link } from '../core/router.js';

/** The modes, in the order shown. */
export const MODES = ['hybrid', 'dense', 'lexical'];

/** The hits asked for unless the user says otherwise. */
export const DEFAULT_TOP_K = 10;

/** Reads the state out of a place. What cannot be read falls back to its default. */
export function readState({ parameters }) {
  const mode = parameters.get('mode');
  return {
    collection: parameters.get('c') ?? '',
    query: parameters.get('q') ?? '',
    mode: MODES.includes(mode) ? mode : 'hybrid',
    topK: whole(parameters.get('k'), DEFAULT_TOP_K, 1, 1000),
    minScore: fraction(parameters.get('min')),
    rerank: parameters.get('rerank') === 'on',
    explain: parameters.get('explain') === 'on',
    filter: json(parameters.get('filter')),
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
  });
}

/** Returns the body of the search request. */
export function requestOf(state) {
  const request = { query: state.query, topK: state.topK, mode: state.mode };
  if (state.filter) request.filter = state.filter;
  if (state.minScore > 0) request.minScore = state.minScore;
  if (state.rerank) request.rerank = true;
  if (state.explain) request.explain = true;
  return request;
}

function whole(text, fallback, least, most) {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value >= least && value <= most ? value : fallback;
}

function fraction(text) {
  const value = Number(text);
  return value > 0 && value <= 1 ? value : 0;
}

function json(text) {
  try {
    const value = JSON.parse(text ?? 'null');
    return value && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
