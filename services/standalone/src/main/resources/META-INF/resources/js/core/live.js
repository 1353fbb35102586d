/** Tells screen readers what changed on the page. */

/** Announces a sentence politely. */
export function announce(text) {
  const live = document.getElementById('live');
  if (live.textContent !== text) {
    live.textContent = text;
  }
}
