/** Judging by keyboard. */
import { typing, writing } from '../core/keyboard.js';

const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/**
 * Listens while the view is shown. Returns a function that stops it.
 *
 * @param {HTMLInputElement} input the box of the query
 * @param {{move: (step: number) => boolean, grade: (grade: number) => boolean, undo: () => boolean}} actions each tells
 *     whether there was something to do
 */
export function judgeKeys(input, { move, grade, undo }) {
  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (act(event)) event.preventDefault();
  }

  function act({ key, target }) {
    if (target === input) return key === 'ArrowDown' && move(0);
    if (key === '/' && !writing(target)) return toInput();
    if (typing(target)) return false;
    if (key === 'Escape') return toInput();
    if (key in STEPS) return move(STEPS[key]) || toInput();
    if (/^[0-3]$/.test(key)) return grade(Number(key));
    return key === 'u' && undo();
  }

  function toInput() {
    input.focus();
    input.select();
    return true;
  }

  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}
