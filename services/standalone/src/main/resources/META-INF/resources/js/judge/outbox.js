/** Sends grades one after the other, in the order in which they were given, and keeps those that did not get through. */
import { call, collectionPath, Problem } from '../core/api.js';

/**
 * A grade on its way: {query, queryId, documentId, chunkId, grade, problem}. A grade of null takes the judgement back;
 * `problem` says why it did not get through.
 */
export class Outbox {
  #collection;
  #told;
  #waiting = new Map();
  #last = Promise.resolve();

  /** @param {(entry: object, saved: boolean) => void} told of each entry once it is through or has failed */
  constructor(collection, told) {
    this.#collection = collection;
    this.#told = told;
  }

  /** Sends a grade; a later one on the same query and document takes its place. */
  put(entry) {
    const sent = { ...entry, problem: null };
    this.#waiting.set(key(entry), sent);
    this.#last = this.#last.then(() => this.#send(sent));
  }

  /** Returns what is on its way or failed for a query and a document, or undefined. */
  get(queryId, documentId) {
    return this.#waiting.get(key({ queryId, documentId }));
  }

  /** Returns those that failed. */
  failed() {
    return [...this.#waiting.values()].filter(({ problem }) => problem);
  }

  /** Sends those that failed again. */
  again() {
    this.failed().forEach((entry) => this.put(entry));
  }

  async #send(entry) {
    const isNewest = () => this.#waiting.get(key(entry)) === entry;
    if (!isNewest()) return;
    try {
      await (entry.grade === null ? this.#takeBack(entry) : this.#judge(entry));
      if (isNewest()) this.#waiting.delete(key(entry));
      this.#told(entry, true);
    } catch (problem) {
      entry.problem = problem;
      this.#told(entry, false);
    }
  }

  async #judge({ query, documentId, chunkId, grade }) {
    const lines = [{ query, documentId, ...(chunkId ? { chunkId } : {}), grade }];
    const { rejected, rejectedTotal } = await call('POST', collectionPath(this.#collection, 'judgements'), { lines });
    if (rejectedTotal > 0) throw new Problem({ title: 'Not taken', ...rejected[0] });
  }

  #takeBack({ query, documentId }) {
    const parameters = new URLSearchParams({ query, documentId });
    return call('DELETE', `${collectionPath(this.#collection, 'judgements')}?${parameters}`);
  }
}

function key({ queryId, documentId }) {
  return `${queryId}/${documentId}`;
}
