/** Sends one file. XMLHttpRequest, because fetch does not tell how far an upload is. */
import { address, collectionPath, problemOf, unreachable } from '../core/api.js';

/**
 * Resolves to {state, detail} once the file can be searched, or was refused.
 *
 * @param {(share: number) => void} progress is called with 0..1 while bytes leave
 */
export async function sendFile(collection, file, progress) {
  const { status, content } = await post(`${collectionPath(collection, 'files')}?wait=indexed`, file, progress);
  const refused = first(content?.rejected) ?? first(content?.failed);
  if (refused) {
    const { code, detail } = refused.failure ?? refused;
    return { state: content.rejected?.length ? 'rejected' : 'failed', detail: [code, detail].filter(Boolean).join(': ') };
  }
  return { state: status === 202 ? 'accepted' : 'searchable' };
}

function first(list) {
  return Array.isArray(list) ? list[0] : undefined;
}

function post(path, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file, file.name);
    request.open('POST', address(path));
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.upload.addEventListener('load', () => progress(1));
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('load', () => {
      const content = parsed(request.responseText);
      const { status, statusText } = request;
      // An answer that lists refused files is an answer, whatever its status.
      const told = status < 300 || content?.rejected;
      told ? resolve({ status, content }) : reject(problemOf(status, statusText, content));
    });
    request.send(form);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
