package io.vizsla.ingestion;

import io.vizsla.api.document.DocumentRef;
import java.time.Duration;
import java.util.List;

/**
 * Is told what the ingest machine does: for metrics, for refreshing what it needs, and for tests that make it fail at a
 * chosen place. Called on the thread that runs the machine; what it throws ends the call of {@link Ingestor#process}.
 */
public interface IngestListener {

    /** Does nothing. */
    IngestListener NONE = new IngestListener() {};

    /** A step was taken for these documents; none are named where the step concerns the whole batch. */
    default void step(IngestStep step, List<DocumentRef> documents) {}

    /** A document was fetched, if it lay beside the log, and parsed. */
    default void parsed(DocumentRef document, Duration time) {}

    /** A document was cut. */
    default void cut(DocumentRef document, int chunks, Duration time) {}

    /** The encoder of this name turned this many chunks of this many tokens into vectors. */
    default void encoded(String collection, String model, int chunks, long tokens, Duration time) {}

    /** A part of the chunks of a batch is about to be written; a batch of few is written in one. */
    default void writing() {}

    /**
     * A collection is not known. The listener may bring its knowledge of the collections up to date before it returns;
     * the machine then asks once more.
     */
    default void unknownCollection(String collection) {}
}
