/** The current query as a command line. */
import { address, collectionPath } from '../core/api.js';
import { requestOf } from './state.js';

/** Returns a curl command that asks the same. */
export function curlOf(state) {
  const url = address(collectionPath(state.collection || 'COLLECTION', 'search'));
  return [
    `curl -s ${quote(url)} \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -d ${quote(JSON.stringify(requestOf(state)))}`,
  ].join('\n');
}

function quote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
