/** The collections of the instance, shared by the views. */
import { call } from './api.js';

let known = null;

/** Returns the collections; asks the instance unless they are known already. */
export async function collections({ fresh = false, signal } = {}) {
  if (fresh || known === null) {
    known = (await call('GET', 'v1/collections', { signal })).collections;
  }
  return known;
}

/** Makes the next reader ask again. */
export function forgetCollections() {
  known = null;
}
