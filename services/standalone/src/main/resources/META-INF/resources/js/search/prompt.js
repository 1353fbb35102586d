/** The exact words that a model read, and the worked examples with the reason for each. */
import { h } from '../core/dom.js';
import { count, counted, signal } from '../core/format.js';
import { isolated, readable } from '../core/text.js';

const ENCODINGS = new Set(['encode', 'encodeWithExamples']);

/** Returns the prompts of an explanation; where no model read anything, as in lexical mode, what was left unread, null if nothing was. */
export function promptPart(explain) {
  const step = stepsOf(explain).filter(({ step: name }) => ENCODINGS.has(name)).at(-1);
  if (!step) return unreadPart(explain);
  return h('div', { class: 'prompt' }, (step.prompt ?? []).map((prompt, i) => [
    h('p', { class: 'prompt-head' }, 'Prompt, ', h('b', {}, counted(step.tokens?.[i] ?? 0, 'token')), kept(step.cut?.[i])),
    h('pre', { class: 'prompt-text', dir: 'auto', tabindex: '0', 'aria-label': 'The exact prompt' }, readable(prompt)),
  ]), step.instruction?.startsWith('not read') ? h('p', { class: 'hint' }, 'Instruction ', isolated(step.instruction)) : null);
}

function unreadPart(explain) {
  const unread = stepsOf(explain).find((step) => step.unread)?.unread;
  return unread ? h('p', { class: 'hint' }, 'Not read: ', isolated(unread)) : null;
}

/** Returns how much of the query and its examples stands in a prompt that has not room for all. */
function kept(cut) {
  if (!cut) return null;
  const parts = [
    cut.examples < cut.ofExamples ? `${count(cut.examples)} of ${counted(cut.ofExamples, 'example')}` : null,
    cut.textTokens < cut.ofTextTokens ? `${count(cut.textTokens)} of ${counted(cut.ofTextTokens, 'token')} of the query` : null,
  ].filter(Boolean);
  return parts.length === 0 ? null : `; too long, holds ${parts.join(' and ')}`;
}

/** Returns the examples of an explanation, or null if none were asked for. */
export function examplesPart(explain, { open = true } = {}) {
  const steps = stepsOf(explain);
  const chosen = steps.find(({ step }) => step === 'choose');
  const weighed = steps.find(({ step }) => step === 'demonstrate');
  const examples = weighed?.examples ?? chosen?.examples;
  if (weighed?.skipped) return h('p', { class: 'examples hint' }, `No examples: ${weighed.skipped}.`);
  if (!examples) return null;
  if (examples.length === 0) return h('p', { class: 'examples hint' }, 'No examples: no judged query of the collection comes into question.');
  return h('details', { class: 'examples', open },
    h('summary', {}, sentence(examples, chosen, weighed)),
    h('ol', { 'aria-label': 'Examples' }, examples.map(item)));
}

/** Returns the steps, without what the other functions show. */
export function otherFacts({ examples, ...facts }) {
  return facts;
}

function stepsOf(explain) {
  return explain?.steps ?? [];
}

function sentence(examples, chosen, weighed) {
  const share = weighed?.share;
  const what = [h('b', {}, counted(examples.length, 'example')), chosen ? ` of ${count(chosen.wanted)} wanted` : ' of your own'];
  if (share === undefined) return [what, '; the model read them.'];
  if (share === 0) return [what, '; none is near enough to move the query.'];
  const passages = examples.length === 1 ? 'its passage makes up' : 'their passages make up';
  return [what, `; ${passages} ${Math.round(share * 100)}% of the query's vector.`];
}

function item(example) {
  const facts = [['cosine', signal(example.cosine)], ['weight', example.weight === undefined ? null : signal(example.weight)],
    ['grade', example.grade ?? null]].filter(([, value]) => value !== null);
  return h('li', { class: 'example' },
    h('p', { class: 'example-query', dir: 'auto' }, readable(example.query)),
    h('p', { class: 'example-why' }, h('span', {}, example.reason), facts.map(([name, value]) => h('span', { class: 'fact' }, `${name} `, h('b', {}, value)))),
    example.passage ? h('details', {}, h('summary', {}, example.chunkId ? isolated(example.chunkId) : 'Its passage'), h('p', { class: 'example-passage', dir: 'auto' }, readable(example.passage))) : null);
}
