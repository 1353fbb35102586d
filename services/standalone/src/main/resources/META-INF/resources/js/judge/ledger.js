/** What was judged in a collection, as the instance lists it and as it is changed here. */
import { call, collectionPath } from '../core/api.js';

const PAGE = 1000;

/** Judgements by query; queries are told apart by the instance, which calls them by their `queryId`. */
export class Ledger {
  #queries = new Map();

  /** Takes a judgement or a click as the instance lists it. */
  add({ queryId, query, documentId, grade, source }) {
    const known = this.#queries.get(queryId) ?? { id: queryId, text: query, said: new Map() };
    known.said.set(key(source, documentId), { documentId, grade, source });
    this.#queries.set(queryId, known);
  }

  /** Takes what was said of a document back, a click too. */
  remove(queryId, documentId) {
    const said = this.#queries.get(queryId)?.said;
    said?.delete(key('judged', documentId));
    said?.delete(key('clicked', documentId));
  }

  /** Returns the grade that somebody gave, or null. */
  grade(queryId, documentId) {
    return this.#queries.get(queryId)?.said.get(key('judged', documentId))?.grade ?? null;
  }

  /** Returns how many documents of a query somebody judged. */
  judgedOf(queryId) {
    return this.#judged(this.#queries.get(queryId)).length;
  }

  /** Returns how many queries a model can learn from: those with a document that answers them. A grade counts before a click. */
  learnable() {
    const counts = (said) => ({ documentId, grade, source }) =>
      grade > 0 && (source === 'judged' || !said.has(key('judged', documentId)));
    return [...this.#queries.values()].filter(({ said }) => [...said.values()].some(counts(said))).length;
  }

  /** Returns the queries that somebody judged documents of, with these; clicks are left out. */
  judged() {
    return [...this.#queries.values()]
      .map(({ id, text, said }) => ({ id, text, documents: this.#judged({ said }) }))
      .filter(({ documents }) => documents.length > 0);
  }

  #judged(query) {
    return [...(query?.said.values() ?? [])].filter(({ source }) => source === 'judged');
  }
}

/** Reads all that was said in a collection. */
export async function readLedger(collection, signal) {
  const ledger = new Ledger();
  let after = '';
  do {
    const parameters = new URLSearchParams({ limit: PAGE, ...(after ? { after } : {}) });
    const page = await call('GET', `${collectionPath(collection, 'judgements')}?${parameters}`, { signal });
    page.judgements.forEach((one) => ledger.add(one));
    after = page.next;
  } while (after);
  return ledger;
}

/** Returns what the instance calls a query. */
export async function queryIdOf(collection, query, signal) {
  const parameters = new URLSearchParams({ query, limit: 1 });
  return (await call('GET', `${collectionPath(collection, 'judgements')}?${parameters}`, { signal })).queryId;
}

function key(source, documentId) {
  return `${source}/${documentId}`;
}
