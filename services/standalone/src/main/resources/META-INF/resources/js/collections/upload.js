/** Adding files: dropped or chosen, sent two at a time, each with its progress and its outcome. */
import { h, fill } from '../core/dom.js';
import { bytes } from '../core/format.js';
import { announce } from '../core/live.js';
import { problemLine } from '../core/problem.js';
import { isolated } from '../core/text.js';
import { forgetCollections } from '../core/store.js';
import { sendFile } from './sendFile.js';

const AT_ONCE = 2;
const KINDS = '.pdf,.docx,.html,.htm,.xhtml,.md,.markdown,.txt,text/*';

/** Returns the box; `changed` is called whenever all files are through. */
export function uploadBox(collection, changed) {
  const queue = [];
  let running = 0;
  const list = h('ul', { class: 'uploads', 'aria-label': 'Files' });
  const input = h('input', { type: 'file', id: 'files', class: 'sr-only', multiple: true, accept: KINDS, 'aria-describedby': 'files-hint' });
  const box = h('div', { class: 'drop' },
    input,
    h('p', {}, h('label', { class: 'button primary', htmlFor: 'files' }, 'Choose files'), h('span', { class: 'wide-only' }, ' or drop them here')),
    h('p', { class: 'hint', id: 'files-hint' }, 'PDF, DOCX, HTML, Markdown and text'));

  input.addEventListener('change', () => {
    add(input.files);
    input.value = '';
  });
  for (const kind of ['dragenter', 'dragover']) box.addEventListener(kind, (event) => over(event, true));
  for (const kind of ['dragleave', 'drop']) box.addEventListener(kind, (event) => over(event, false));
  box.addEventListener('drop', (event) => add(event.dataTransfer.files));

  function over(event, on) {
    event.preventDefault();
    box.classList.toggle('is-over', on);
  }

  function add(files) {
    for (const file of files) {
      const line = uploadLine(file);
      list.append(line.element);
      queue.push({ file, line });
    }
    pump();
  }

  function pump() {
    while (running < AT_ONCE && queue.length > 0) {
      running += 1;
      one(queue.shift());
    }
  }

  async function one({ file, line }) {
    try {
      const { state, detail } = await sendFile(collection, file, line.progress);
      line.end(state, detail);
    } catch (problem) {
      line.end('failed', `${problem.code ? `${problem.code}: ` : ''}${problemLine(problem)}`);
    }
    running -= 1;
    forgetCollections();
    if (running === 0 && queue.length === 0) changed();
    pump();
  }

  return h('div', { class: 'upload' }, box, list);
}

function uploadLine(file) {
  const bar = h('progress', { max: 1, value: 0, 'aria-label': `Progress of ${file.name}` });
  const state = h('span', { class: 'upload-state' }, 'waiting');
  const element = h('li', {}, h('span', { class: 'upload-name' }, isolated(file.name)),
    h('span', { class: 'hint' }, bytes(file.size)), bar, state);

  function progress(share) {
    if (share < 1) {
      bar.value = share;
      state.textContent = `${Math.round(share * 100)}%`;
    } else {
      bar.removeAttribute('value');
      state.textContent = 'indexing …';
    }
  }

  function end(outcome, detail) {
    bar.remove();
    element.dataset.state = outcome;
    fill(state, outcome, detail ? h('span', { class: 'upload-detail' }, detail) : null);
    announce(`${file.name}: ${outcome}`);
  }

  return { element, progress, end };
}
