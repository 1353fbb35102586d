/** Routes live in the hash, so that the server needs to know one page only and every state can be shared. */

/** A place in the console: path segments and parameters. */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const segments = path.split('/').filter(Boolean).map(decode);
  return { segments, parameters: new URLSearchParams(query) };
}

/** Returns the hash of a place. Parameters that are empty are left out. */
export function link(segments, parameters = {}) {
  const query = new URLSearchParams();
  Object.entries(parameters).forEach(([name, value]) => {
    if (value !== '' && value !== null && value !== undefined && value !== false) {
      query.set(name, String(value));
    }
  });
  const text = query.toString();
  return `#/${segments.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

/** Writes the address without telling the views: they are there already. */
export function remember(hash, { push }) {
  if (hash !== location.hash) {
    history[push ? 'pushState' : 'replaceState'](null, '', hash);
  }
}

/** Calls the listener with the place now and whenever the user moves. */
export function watch(listener) {
  const tell = () => listener(parse(location.hash));
  addEventListener('hashchange', tell);
  tell();
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
