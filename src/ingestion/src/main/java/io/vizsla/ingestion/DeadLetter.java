package io.vizsla.ingestion;

import io.vizsla.api.ingest.Failure;

/** A record that could not be used, with the reason; it goes to {@code vizsla.documents.dlq} byte for byte. */
public record DeadLetter(LogRecord record, Failure failure) {}
