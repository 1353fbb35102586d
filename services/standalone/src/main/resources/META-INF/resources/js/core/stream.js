/** Reads server-sent events of a POST request; the browser's own reader only knows GET. */
import { address, problemOf, unreachable } from './api.js';

/**
 * Sends a request and calls back with the parsed data of every event, in order.
 *
 * @throws {Problem} if the instance refuses or the connection breaks; an `AbortError` if the signal stops it
 */
export async function stream(path, body, { signal, onEvent }) {
  const response = await open(path, body, signal);
  if (!response.ok) {
    throw problemOf(response.status, response.statusText, await json(response));
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await next(reader);
    if (done) return;
    const lines = (rest + value).split(/\r?\n/);
    rest = lines.pop();
    lines.filter((line) => line.startsWith('data:')).forEach((line) => onEvent(JSON.parse(line.slice('data:'.length))));
  }
}

async function open(path, body, signal) {
  try {
    return await fetch(address(path), {
      method: 'POST',
      headers: { Accept: 'text/event-stream, application/problem+json', 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal,
      cache: 'no-store',
    });
  } catch (cause) {
    throw cause.name === 'AbortError' ? cause : unreachable();
  }
}

async function next(reader) {
  try {
    return await reader.read();
  } catch (cause) {
    throw cause.name === 'AbortError' ? cause : unreachable();
  }
}

async function json(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}
