/**
 * What is judged for a query: the best of every way of searching, so that no way is measured by its own hits alone. The
 * ways take turns, in an order that the words of the query draw anew for each turn: nobody sees which way brought what.
 */

/** How many hits each way brings. */
export const DEPTH = 10;
/** The ways. */
export const WAYS = ['hybrid', 'dense', 'lexical'];

/**
 * Returns the documents of the answers, each once, with all of its passages that were found.
 *
 * @param {object[][]} lists the hits of each way, the best first
 * @param {string} query its words are the seed
 * @returns {{documentId: string, title: string, hits: object[]}[]}
 */
export function pool(lists, query) {
  const random = randomOf(query);
  const documents = new Map();
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let turn = 0; turn < longest; turn += 1) {
    for (const list of shuffled(lists, random)) {
      if (turn < list.length) add(documents, list[turn]);
    }
  }
  return [...documents.values()];
}

function add(documents, hit) {
  const known = documents.get(hit.documentId);
  if (!known) {
    documents.set(hit.documentId, { documentId: hit.documentId, title: hit.title, hits: [hit] });
  } else if (!known.hits.some(({ chunkId }) => chunkId === hit.chunkId)) {
    known.hits.push(hit);
  }
}

/** Fisher and Yates. */
function shuffled(values, random) {
  const out = [...values];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

/** Returns numbers from 0 to below 1, the same ones for the same words: mulberry32, seeded by FNV-1a. */
function randomOf(words) {
  let state = [...words].reduce((hash, sign) => Math.imul(hash ^ sign.codePointAt(0), 0x01000193), 0x811c9dc5);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 0x100000000;
  };
}
