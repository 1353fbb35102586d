/** Keys that work everywhere. Keys typed into a field belong to the field. */
import { showHelp } from './help.js';

const PLACES = { s: '#/', c: '#/collections', t: '#/status' };
let leader = 0;

/** Starts listening. */
export function watchKeys() {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) {
      return;
    }
    if (pressed(event)) {
      event.preventDefault();
    }
  });
}

/** Returns whether keys typed here are text. */
export function typing(target) {
  return writing(target) || (target instanceof HTMLElement && target.matches('select'));
}

/** Returns whether any character can be typed here; in a list letters only pick an entry. */
export function writing(target) {
  return target instanceof HTMLElement && target.matches('textarea, input:not([type=radio], [type=checkbox], [type=range])');
}

function pressed(event) {
  if (document.querySelector('dialog[open]')) {
    return false;
  }
  if (event.key === '?') {
    showHelp();
    return true;
  }
  if (event.key === '/' && !document.getElementById('query')) {
    location.hash = PLACES.s;
    return true;
  }
  if (event.key === 'g') {
    leader = event.timeStamp;
    return true;
  }
  const place = PLACES[event.key];
  if (place && event.timeStamp - leader < 1200 && leader > 0) {
    leader = 0;
    location.hash = place;
    return true;
  }
  return false;
}
