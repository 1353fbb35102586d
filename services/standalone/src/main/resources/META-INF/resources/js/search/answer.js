/** The answer panel: asks for an answer out of the collection, shows it as it is written, and what it rests on. */
import { h, fill } from '../core/dom.js';
import { collectionPath } from '../core/api.js';
import { announce } from '../core/live.js';
import { problemBlock } from '../core/problem.js';
import { stream } from '../core/stream.js';
import { readable } from '../core/text.js';
import { cited, sources } from './citations.js';
import { requestOf } from './state.js';

/** How many messages of a conversation are kept and sent: the server reads no more by default (vizsla.answer.turns). */
const READ = 20;

const KINDS = {
  generated: 'Written by a chat model from the passages below',
  extractive: 'Sentences of the passages below, word for word',
  absent: 'Not in the documents',
};

/** Returns the panel, the button that asks, and functions for when the question changes. */
export function answerPanel(state) {
  const button = h('button', { type: 'button', class: 'small answer-button', onClick: () => ask([]) }, 'Answer');
  const element = h('section', { class: 'answer', 'aria-label': 'Answer', hidden: true });
  let running = null;

  async function ask(past) {
    const { collection, query } = state();
    if (query.trim() === '' || !collection) return;
    const turn = turnPart(past.length > 0 ? past.at(-1).content : null);
    if (past.length === 0) fill(element);
    element.querySelector('.answer-further')?.remove();
    element.append(turn.element);
    element.hidden = false;
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      await stream(collectionPath(collection, 'answer'), bodyOf(state(), past), {
        signal: mine.signal,
        onEvent: (event) => {
          if (event.type === 'text') turn.piece(event.text);
          if (event.type === 'error') turn.failed(event.problem);
          if (event.type === 'done') {
            turn.done(event.answer, collection);
            element.append(further(conversation(past, query), event.answer.text));
          }
        },
      });
    } catch (problem) {
      if (problem.name !== 'AbortError') turn.failed(problem, () => ask(past));
    }
  }

  function further(past, said) {
    const input = h('input', { type: 'text', 'aria-label': 'Ask further', placeholder: 'Ask further', maxlength: 8192 });
    return h('form', { class: 'answer-further', onSubmit: (event) => {
      event.preventDefault();
      event.stopPropagation();
      const question = input.value.trim();
      if (question === '') return;
      ask([...past, { role: 'assistant', content: said }, { role: 'user', content: question }].slice(-READ));
    } }, input, h('button', { type: 'submit', class: 'small' }, 'Ask'));
  }

  function close() {
    running?.abort();
    running = null;
    element.hidden = true;
    fill(element);
  }

  return { element, button, close };
}

function conversation(past, query) {
  return past.length > 0 ? past : [{ role: 'user', content: query }];
}

function bodyOf(state, past) {
  const { query, topK: _hits, explain: _explain, ...how } = requestOf(state);
  return past.length > 0 ? { ...how, messages: past } : { ...how, question: query };
}

function turnPart(question) {
  const text = h('p', { class: 'answer-text', dir: 'auto', 'aria-busy': 'true' });
  const facts = h('p', { class: 'answer-facts' });
  const rest = h('div', { class: 'answer-rest' });
  const element = h('article', { class: 'answer-turn' },
    question ? h('p', { class: 'answer-question', dir: 'auto' }, question) : null, text, facts, rest);

  function piece(words) {
    text.append(...readable(words));
  }

  function done(answer, collection) {
    const list = sources(answer, collection);
    text.setAttribute('aria-busy', 'false');
    fill(text, cited(answer, list));
    fill(facts, KINDS[answer.kind] ?? answer.kind, answer.model ? [' · ', h('code', {}, answer.model)] : null,
      answer.kind === 'generated' && !answer.grounded ? [' · ', h('strong', { class: 'is-doubtful' }, 'not borne out by its citations')] : null);
    fill(rest, list.element);
    announce('Answered');
  }

  function failed(problem, again) {
    text.setAttribute('aria-busy', 'false');
    fill(rest, problemBlock(problem, again));
  }

  return { element, piece, done, failed };
}
