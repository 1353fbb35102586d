/** Judgements as files in the layout of BEIR: the queries and what was said of documents. The corpus is not part. */
import { h } from '../core/dom.js';
import { announce } from '../core/live.js';
import { openDialog } from '../core/dialog.js';
import { problemBlock } from '../core/problem.js';
import { zip } from '../core/zip.js';
import { readLedger } from './ledger.js';

/** Returns the button. */
export function exportButton(collection) {
  const button = h('button', { type: 'button', class: 'small', title: 'queries.jsonl and qrels/train.tsv, as BEIR has them', onClick: run }, 'Export');

  async function run() {
    button.disabled = true;
    try {
      const queries = (await readLedger(collection)).judged();
      save(`${collection}-judgements.zip`, zip(beirFiles(queries)));
      announce('The judgements are exported');
    } catch (problem) {
      openDialog('Not exported', problemBlock(problem));
    }
    button.disabled = false;
  }

  return button;
}

/** Returns the files. Ids hold no tabs and no line breaks; texts are escaped by JSON. */
export function beirFiles(queries) {
  const lines = queries.map(({ id, text }) => JSON.stringify({ _id: id, text }));
  const rows = queries.flatMap(({ id, documents }) => documents.map(({ documentId, grade }) => `${id}\t${documentId}\t${grade}`));
  return [
    { name: 'queries.jsonl', text: text(lines) },
    { name: 'qrels/train.tsv', text: text(['query-id\tcorpus-id\tscore', ...rows]) },
  ];
}

function text(lines) {
  return lines.map((line) => `${line}\n`).join('');
}

function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const anchor = h('a', { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
