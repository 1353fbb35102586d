/** Keeps the user's place in the list when a newer answer replaces it: the focus, and what is open. */

/** Returns a function that brings the place back, as far as the same passages are there again. */
export function placeIn(list) {
  const chunkOf = (button) => button.closest('.hit').dataset.chunk;
  const open = new Set([...list.querySelectorAll('.hit-title[aria-expanded=true]')].map(chunkOf));
  const focused = list.contains(document.activeElement) ? document.activeElement.closest('.hit') : null;
  const index = [...list.children].indexOf(focused);
  return () => {
    const titles = [...list.querySelectorAll('.hit-title')];
    titles.filter((title) => open.has(chunkOf(title))).forEach((title) => title.click());
    if (focused) {
      const again = titles.find((title) => chunkOf(title) === focused.dataset.chunk) ?? titles[Math.min(index, titles.length - 1)];
      again?.focus({ preventScroll: true });
    }
  };
}
