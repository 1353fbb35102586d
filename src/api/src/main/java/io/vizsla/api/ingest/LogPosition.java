package io.vizsla.api.ingest;

/**
 * Where a record lies on the log.
 *
 * @param partition of the topic of documents
 * @param offset in that partition
 */
public record LogPosition(int partition, long offset) {}
