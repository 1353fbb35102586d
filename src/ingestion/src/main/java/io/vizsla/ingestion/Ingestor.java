package io.vizsla.ingestion;

import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.ingestion.parse.DocumentParser;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * The ingest machine: takes records of the log to the indexes and tells what to write back to the log.
 *
 * <p>It knows nothing of Kafka and keeps nothing between calls. Calling it again with the same records, or with these and
 * later ones, after any failure and at any point, leads to the same end: chunk ids and versions are deterministic, a
 * higher version wins, and old chunks are removed only after the new ones are there. The outcome does not depend on how
 * the log is split into batches; only which record of a document counts as superseded does.
 *
 * <p>One thread at a time.
 */
public final class Ingestor {

    private final Collections collections;
    private final Planner planner;
    private final ChunkWriter writer;
    private final Wanted listener;
    private final int encodeChunks;

    /** Makes a machine over parts that the caller owns. */
    public Ingestor(
            OpenCollections collections,
            DocumentStates states,
            DocumentParser parser,
            ArtefactStore artefacts,
            IngestOptions options,
            IngestListener listener) {
        Claims claims = new Claims(artefacts, options.limits().documentBytes());
        this.listener = new Wanted(listener);
        Preparer preparer = new Preparer(parser, claims, new Cutters(this.listener::goOn), options, this.listener);
        this.collections = new Collections(collections, this.listener);
        this.planner = new Planner(states, this.collections, preparer, options.limits());
        this.writer = new ChunkWriter(new ChunkEncoder(options.encodeChunks(), this.listener), this.listener);
        this.encodeChunks = options.encodeChunks();
    }

    /**
     * Carries out a batch of records and returns once its effect on the indexes is durable.
     *
     * <p>A record that cannot be used becomes a dead letter and harms no neighbor. Every record ends in exactly one
     * outcome: the one that a document's state comes from counts as indexed, unchanged or deleted, unusable ones as
     * dead-lettered, superseded ones as unchanged.
     *
     * @param records in log order within each partition
     * @throws VizslaException of kind {@code UNAVAILABLE}, {@code OVERLOADED} or {@code INTERNAL} if something that the
     *     machine depends on fails; the caller waits and calls again with the same records
     */
    public IngestResult process(List<LogRecord> records) {
        return process(records, () -> true);
    }

    /**
     * Carries out a batch as {@link #process(List)} does, for as long as somebody wants it.
     *
     * @param wanted is asked between the steps, while a document is cut, before each write, and after each call of the
     *     encoder, which is handed about 64 Ki characters at once; on the calling thread
     * @throws CancellationException if it is wanted no longer; calling again with the same records mends what is half done
     */
    public IngestResult process(List<LogRecord> records, BooleanSupplier wanted) {
        listener.wanted = wanted;
        return new IngestRun(planner, collections, writer, listener, encodeChunks).run(records);
    }

    /** Ends the machine where it tells of its progress. */
    private static final class Wanted implements IngestListener {

        private final IngestListener told;
        private BooleanSupplier wanted = () -> true;

        Wanted(IngestListener told) {
            this.told = told;
        }

        @Override
        public void step(IngestStep step, List<DocumentRef> documents) {
            goOn();
            told.step(step, documents);
        }

        @Override
        public void parsed(DocumentRef document, Duration time) {
            goOn();
            told.parsed(document, time);
        }

        @Override
        public void cut(DocumentRef document, int chunks, Duration time) {
            goOn();
            told.cut(document, chunks, time);
        }

        @Override
        public void encoded(String collection, String model, int chunks, long tokens, Duration time) {
            goOn();
            told.encoded(collection, model, chunks, tokens, time);
        }

        @Override
        public void writing() {
            goOn();
            told.writing();
        }

        @Override
        public void unknownCollection(String collection) {
            told.unknownCollection(collection);
        }

        private void goOn() {
            if (!wanted.getAsBoolean()) {
                throw new CancellationException("The batch is wanted no longer");
            }
        }
    }
}
