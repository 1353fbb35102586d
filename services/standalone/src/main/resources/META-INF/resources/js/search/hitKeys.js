/** Moving through the hits by keyboard. */
import { typing, writing } from '../core/keyboard.js';

const DOWN = new Set(['ArrowDown', 'j']);
const UP = new Set(['ArrowUp', 'k']);

/**
 * Listens while the search view is shown. Returns a function that stops it.
 *
 * @param {HTMLInputElement} input the search box
 * @param {HTMLElement} list holds the hits
 */
export function hitKeys(input, list) {
  const buttons = () => [...list.querySelectorAll('.hit-title')];

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (act(event)) event.preventDefault();
  }

  function act({ key, target }) {
    if (target === input) return fromInput(key);
    if (key === '/' && !writing(target)) return toInput();
    if (typing(target)) return false;
    if (key === 'Escape') return toInput();
    // Arrows belong to radio buttons and sliders while these have the focus.
    if (key.startsWith('Arrow') && target.matches?.('input')) return false;
    return move(DOWN.has(key) ? 1 : UP.has(key) ? -1 : 0, target);
  }

  function fromInput(key) {
    if (key === 'ArrowDown' && buttons().length > 0) return focus(buttons()[0]);
    return false;
  }

  function toInput() {
    input.focus();
    input.select();
    return true;
  }

  function move(step, target) {
    const all = buttons();
    if (step === 0 || all.length === 0) return false;
    const here = all.indexOf(target.closest?.('.hit')?.querySelector('.hit-title'));
    if (here === 0 && step < 0) return toInput();
    return focus(all[here < 0 ? 0 : Math.min(all.length - 1, here + step)]);
  }

  function focus(button) {
    button.focus({ preventScroll: true });
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    button.closest('.hit').scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
    return true;
  }

  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}
