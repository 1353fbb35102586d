/** Modal dialogs on the browser's own <dialog>: it traps the focus and gives it back. */
import { h } from './dom.js';

/** Opens a dialog with this content; it is removed once closed. */
export function openDialog(title, content, { onClose, wide = false } = {}) {
  const heading = h('h2', { id: 'dialog-title' }, title);
  const close = h('button', { type: 'button', class: 'quiet dialog-close', 'aria-label': 'Close' }, '×');
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', class: wide ? 'wide' : null },
    h('header', {}, heading, close), content);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Asks before something is destroyed. Resolves to whether the user agreed.
 *
 * @param {{title: string, text: string, action: string, typed?: string}} question `typed` must be typed to agree
 */
export function confirmDialog({ title, text, action, typed }) {
  return new Promise((resolve) => {
    let agreed = false;
    const go = h('button', { type: 'submit', class: 'danger', disabled: Boolean(typed) }, action);
    const word = typed ? typedWord(typed, go) : null;
    const form = h('form', { class: 'stack' }, h('p', {}, text), word,
      h('div', { class: 'actions' }, h('button', { type: 'button', onClick: () => dialog.close() }, 'Cancel'), go));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      agreed = true;
      dialog.close();
    });
    const dialog = openDialog(title, form, { onClose: () => resolve(agreed) });
    (word?.querySelector('input') ?? go).focus();
  });
}

function typedWord(typed, go) {
  const input = h('input', { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });
  input.addEventListener('input', () => {
    go.disabled = input.value !== typed;
  });
  return h('label', { class: 'field' }, h('span', {}, 'Type ', h('strong', {}, typed), ' to confirm'), input);
}
