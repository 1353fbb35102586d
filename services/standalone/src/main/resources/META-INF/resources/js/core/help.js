/** The list of keyboard shortcuts. */
import { h } from './dom.js';
import { openDialog } from './dialog.js';

const KEYS = [
  [['/'], 'Go to the search box'],
  [['↓', 'j'], 'Next passage'],
  [['↑', 'k'], 'Previous passage'],
  [['Enter'], 'Open or close the passage; in the search box: search now'],
  [['Esc'], 'In a passage: back to the search box. There: clear it'],
  [['0', '…', '3'], 'Judging: grade the document and go on'],
  [['u'], 'Judging: take the last grade back'],
  [['g', 's'], 'Search'],
  [['g', 'c'], 'Collections'],
  [['g', 't'], 'Status'],
  [['?'], 'This list'],
];

/** Opens the list, unless a dialog is open already. */
export function showHelp() {
  if (!document.querySelector('dialog[open]')) {
    openDialog('Keyboard', h('dl', { class: 'keys' }, KEYS.map(([keys, text]) => [
      h('dt', {}, keys.map((key, i) => [i > 0 ? ' ' : null, h('kbd', {}, key)])),
      h('dd', {}, text),
    ])));
  }
}
