/** What was asked for judging lately, in this browser session. */
import { h, fill } from '../core/dom.js';
import { link } from '../core/router.js';
import { isolated } from '../core/text.js';

const MOST = 8;

/** Returns {element, add(query), show(query)}: links to queries that were asked before. */
export function recentPart(collection) {
  const store = `vizsla.judge.${collection}`;
  const element = h('p', { class: 'recent' });

  function add(query) {
    const next = [query, ...read(store).filter((one) => one !== query)].slice(0, MOST);
    sessionStorage.setItem(store, JSON.stringify(next));
  }

  function show(current) {
    const others = read(store).filter((one) => one !== current);
    fill(element, others.length === 0 ? [] : [h('span', { class: 'hint' }, 'Asked before'), others.map((query) =>
      h('a', { class: 'chip', href: link(['collections', collection, 'judge'], { q: query }) }, isolated(query)))]);
  }

  return { element, add, show };
}

function read(store) {
  try {
    const all = JSON.parse(sessionStorage.getItem(store) ?? '[]');
    return Array.isArray(all) ? all.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
