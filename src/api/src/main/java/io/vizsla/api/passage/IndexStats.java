package io.vizsla.api.passage;

/**
 * The size of an index.
 *
 * @param chunks that a search can find
 * @param bytes on disk, or 0 where the store does not tell
 */
public record IndexStats(long chunks, long bytes) {}
