/** Keeps the user's place in the list when a newer answer replaces it: the focus, and what is open. */

/** Returns a function that brings the place back, as far as the same passages are there again. */
export function placeIn(list) {
  const placeOf = (button) => button.closest('.hit').dataset.place;
  const open = new Set([...list.querySelectorAll('.hit-title[aria-expanded=true]')].map(placeOf));
  const focused = list.contains(document.activeElement) ? document.activeElement.closest('.hit') : null;
  const index = [...list.querySelectorAll('.hit')].indexOf(focused);
  return () => {
    const titles = [...list.querySelectorAll('.hit-title')];
    titles.filter((title) => open.has(placeOf(title))).forEach((title) => title.click());
    if (focused) {
      const again = titles.find((title) => placeOf(title) === focused.dataset.place) ?? titles[Math.min(index, titles.length - 1)];
      again?.focus({ preventScroll: true });
    }
  };
}
