/** Talks to the instance that served this page. Every failure becomes a {@link Problem}. */

import { askForKey, keysGiven } from './key.js';

const UNAUTHORIZED = 401;
const BASE = new URL('.', document.baseURI);

/** What went wrong, in the terms of the instance's problem+json. */
export class Problem extends Error {
  constructor({ title, status = 0, detail, code, field, value, bound }) {
    super(detail || title);
    Object.assign(this, { name: 'Problem', title, status, detail, code, field, value, bound });
  }
}

/** Returns the absolute address of a path such as `v1/collections`. */
export function address(path) {
  return new URL(path, BASE).href;
}

/** Returns the path of a collection, and of what is below it; every part is escaped. */
export function collectionPath(name, ...below) {
  return ['v1/collections', name, ...below].map((part, i) => (i === 0 ? part : encodeURIComponent(part))).join('/');
}

/**
 * Sends a request and returns the parsed JSON, or null where the answer has no body. `lines` are sent one JSON object a line.
 *
 * @throws {Problem} for every answer that is not a success, and when there is no answer
 */
export async function call(method, path, { body, lines, signal } = {}) {
  const content = lines ? ndjson(lines) : json(body);
  const before = keysGiven();
  let response = await send(method, path, content, signal);
  if (response.status === UNAUTHORIZED && (keysGiven() > before || (await askForKey()))) {
    response = await send(method, path, content, signal);
  }
  return result(response);
}

async function result(response) {
  const content = await read(response);
  if (!response.ok) {
    throw problemOf(response.status, response.statusText, content);
  }
  return content;
}

/** Reads a problem out of an answer, whatever the answer is. */
export function problemOf(status, statusText, content) {
  if (content && typeof content === 'object') {
    return new Problem({ ...content, title: content.title || statusText || 'Request failed', status });
  }
  return new Problem({ title: statusText || 'Request failed', status, detail: `The instance answered ${status}.` });
}

/** The problem of an instance that does not answer. */
export function unreachable() {
  return new Problem({
    title: 'The instance does not answer',
    detail: 'It may be starting, or stopped.',
    code: 'unreachable',
  });
}

function json(body) {
  return body === undefined ? null : { type: 'application/json', text: JSON.stringify(body) };
}

function ndjson(lines) {
  return { type: 'application/x-ndjson', text: lines.map((line) => `${JSON.stringify(line)}\n`).join('') };
}

async function send(method, path, content, signal) {
  const headers = { Accept: 'application/json', ...(content ? { 'Content-Type': content.type } : {}) };
  try {
    return await fetch(address(path), { method, headers, body: content?.text, signal, cache: 'no-store' });
  } catch (cause) {
    throw cause.name === 'AbortError' ? cause : unreachable();
  }
}

async function read(response) {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
