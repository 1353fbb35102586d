/** The key that an instance may ask for. A cookie carries it, so that pages and event streams present it, too. */

const COOKIE = 'vizsla_key';
const KEY = /^[\x21-\x3a\x3c-\x7e]+$/;

let asked = null;
let given = 0;

/** Returns how many keys were given so far: a request that was sent before the last one may simply be sent again. */
export function keysGiven() {
  return given;
}

/**
 * Asks the person for a key and keeps it until the browser is closed. Whoever asks meanwhile shares the answer, and who gave none
 * is not asked again on this page.
 *
 * @returns whether one was given
 */
export function askForKey() {
  asked ??= Promise.resolve(window.prompt('This instance asks for a key:')).then((key) => {
    const text = (key ?? '').trim();
    if (!KEY.test(text)) return false;
    asked = null;
    given += 1;
    const secure = window.location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `${COOKIE}=${text}; path=/; SameSite=Strict${secure}`;
    return true;
  });
  return asked;
}
