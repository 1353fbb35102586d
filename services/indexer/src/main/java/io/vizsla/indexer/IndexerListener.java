package io.vizsla.indexer;

import io.vizsla.ingestion.DeadLetter;
import io.vizsla.ingestion.IngestResult;
import java.time.Duration;

/** Is told what the indexing loop does; for metrics. Called on the loop's thread, so it must be quick and not throw. */
public interface IndexerListener {

    /** Does nothing. */
    IndexerListener NONE = new IndexerListener() {};

    /** A partition of the log has this many records that are not committed yet. */
    default void lag(int partition, long records) {}

    /**
     * A batch is in the index, and its transaction is committed.
     *
     * @param bytes of its keys, values and headers
     * @param processing how long the ingest machine took
     * @param committing how long the transaction took
     */
    default void committed(IngestResult result, long bytes, Duration processing, Duration committing) {}

    /** A record was dead-lettered, in a transaction that is committed. */
    default void deadLettered(DeadLetter letter) {}

    /** A batch failed and is tried again after a pause. */
    default void retrying(Throwable cause, int failures, Duration pause) {}

    /** The loop lost its place in the group or its transaction and starts again from the committed offsets. */
    default void restarting(Throwable cause) {}
}
