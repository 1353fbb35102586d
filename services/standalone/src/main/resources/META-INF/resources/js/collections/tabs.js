/** The pages of one collection. */
import { h } from '../core/dom.js';
import { link } from '../core/router.js';

const TABS = [['', 'Documents'], ['judge', 'Judge'], ['refresh', 'Refresh']];

/** Returns the links, with the page that is shown marked. */
export function collectionTabs(name, shown) {
  return h('nav', { class: 'tabs', 'aria-label': 'Pages of the collection' }, TABS.map(([page, words]) =>
    h('a', { href: link(['collections', name, page].filter(Boolean)), 'aria-current': page === shown ? 'page' : null }, words)));
}

/** Returns breadcrumbs, name and pages of a collection. */
export function collectionHead(name, shown, ...actions) {
  return [
    h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumbs' }, h('a', { href: '#/collections' }, 'Collections')),
    h('header', { class: 'page-head' }, h('h1', {}, name), h('div', { class: 'actions' }, actions)),
    collectionTabs(name, shown),
  ];
}
