/** Starts the console: picks the view for the place in the address. */
import { fill } from './core/dom.js';
import { watch } from './core/router.js';
import { watchKeys } from './core/keyboard.js';
import { showHelp } from './core/help.js';
import { watchPulse } from './core/pulse.js';
import { searchView } from './search/view.js';
import { collectionsView } from './collections/list.js';
import { collectionView } from './collections/page.js';
import { documentView } from './collections/document.js';
import { judgeView } from './judge/view.js';
import { refreshView } from './refresh/view.js';
import { statusView } from './status/view.js';

const main = document.getElementById('main');
let current = { key: '', view: null };

/** A view is a function of the place that returns {title, element, update?, stop?, ready?}. */
function choose({ segments }) {
  const [first, name, below] = segments;
  if (first === 'collections' && name && below === 'documents') return ['collections', 'document', documentView];
  if (first === 'collections' && name && below === 'judge') return ['collections', `judge ${name}`, judgeView];
  if (first === 'collections' && name && below === 'refresh') return ['collections', `refresh ${name}`, refreshView];
  if (first === 'collections' && name) return ['collections', `collection ${name}`, collectionView];
  if (first === 'collections') return ['collections', 'collections', collectionsView];
  if (first === 'status') return ['status', 'status', statusView];
  return ['search', 'search', searchView];
}

function show(place) {
  const [section, key, create] = choose(place);
  markSection(section);
  if (key === current.key && current.view.update) {
    current.view.update(place);
    return;
  }
  const first = current.view === null;
  current.view?.stop?.();
  const view = create(place);
  current = { key, view };
  fill(main, view.element);
  document.title = view.title === 'Vizsla' ? 'Vizsla' : `${view.title} · Vizsla`;
  view.ready?.({ first });
  if (!first && !view.ready) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

function markSection(section) {
  document.querySelectorAll('.views a').forEach((link) => {
    const here = link.dataset.view === section;
    here ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  });
}

document.getElementById('help-button').addEventListener('click', showHelp);
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
watchKeys();
watchPulse();
watch(show);
