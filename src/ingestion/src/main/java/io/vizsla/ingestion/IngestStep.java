package io.vizsla.ingestion;

/** The steps of the ingest machine, in order; those from {@link #DECIDED} to {@link #TRIMMED} may repeat in a batch. */
public enum IngestStep {
    /** The records are grouped by document. */
    COLLAPSED,
    /** It is known what becomes of a document: its newest usable record is read, parsed and cut. */
    DECIDED,
    /** The chunks of some documents have their vectors. */
    ENCODED,
    /** The new chunks of some documents are written. */
    UPSERTED,
    /** The older chunks of some documents, or all chunks of a deleted one, are removed. */
    TRIMMED,
    /** A touched index is flushed. */
    FLUSHED
}
