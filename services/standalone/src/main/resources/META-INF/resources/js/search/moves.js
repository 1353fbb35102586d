/** What became of every hit between two answers. */

/**
 * Returns the moves of the second answer's hits, and which hits of the first are gone, by chunk.
 *
 * @returns {{moves: Map<string, {kind: string, by: number}>, gone: Set<string>}} kinds: up, down, same, new
 */
export function movesBetween(before, after) {
  const ranks = new Map(before.map(({ chunkId, rank }) => [chunkId, rank]));
  const there = new Set(after.map(({ chunkId }) => chunkId));
  const moves = new Map(after.map(({ chunkId, rank }) => [chunkId, move(ranks.get(chunkId), rank)]));
  return { moves, gone: new Set([...ranks.keys()].filter((chunk) => !there.has(chunk))) };
}

function move(from, to) {
  if (from === undefined) return { kind: 'new', by: 0 };
  return { kind: from > to ? 'up' : from < to ? 'down' : 'same', by: Math.abs(from - to) };
}

/** Returns how many hits moved, as a sentence. */
export function movedSentence({ moves, gone }) {
  const count = (kind) => [...moves.values()].filter((one) => one.kind === kind).length;
  const parts = [[count('up'), 'up'], [count('down'), 'down'], [count('new'), 'new'], [gone.size, 'gone']]
    .filter(([amount]) => amount > 0).map(([amount, word]) => `${amount} ${word}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing moved';
}
