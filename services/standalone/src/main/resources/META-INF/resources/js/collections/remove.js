/** Deleting, after the user agreed. */
import { call, collectionPath } from '../core/api.js';
import { confirmDialog, openDialog } from '../core/dialog.js';
import { announce } from '../core/live.js';
import { problemBlock } from '../core/problem.js';
import { forgetCollections } from '../core/store.js';

/** Deletes a collection whose name the user typed. Resolves to whether it was deleted. */
export async function deleteCollection({ name, documents = {} }) {
  const agreed = await confirmDialog({
    title: `Delete ${name}?`,
    text: `Its ${documents.indexed ?? 0} documents can no longer be found, here or by any client. This cannot be undone.`,
    action: 'Delete collection',
    typed: name,
  });
  return agreed && attempt(collectionPath(name), `${name} is deleted`);
}

/** Deletes a document. Resolves to whether it was deleted. */
export async function deleteDocument(collection, { id, title }) {
  const agreed = await confirmDialog({
    title: 'Delete this document?',
    text: `${title || id} can no longer be found once the deletion has gone through the log.`,
    action: 'Delete document',
  });
  return agreed && attempt(`${collectionPath(collection, 'documents', id)}?wait=indexed`, 'The document is deleted');
}

async function attempt(path, done) {
  try {
    await call('DELETE', path);
    forgetCollections();
    announce(done);
    return true;
  } catch (problem) {
    openDialog('Not deleted', problemBlock(problem));
    return false;
  }
}
