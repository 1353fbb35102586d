package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.trace.Tracer;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the spans of a batch's stages as the ingest machine tells of them, below the span that is current then. For the
 * machine's thread.
 */
final class StageListener implements IngestListener {

    private final IngestListener told;
    private @Nullable Batch batch;

    StageListener(IngestListener told) {
        this.told = told;
    }

    /** The stages of one batch so far. */
    private static final class Batch {

        private final Tracer tracer;
        private final SpanClock clock;
        private final Stage parse = new Stage("vizsla.ingest.parse");
        private final Stage cut = new Stage("vizsla.ingest.cut");
        private final Stage encode = new Stage("vizsla.ingest.encode");
        private final Stage write = new Stage("vizsla.ingest.write");
        private final Stage delete = new Stage("vizsla.ingest.delete");
        private final Stage flush = new Stage("vizsla.ingest.flush");
        private Instant lastStep;
        private boolean written;

        Batch(Tracer tracer, SpanClock clock) {
            this.tracer = tracer;
            this.clock = clock;
            this.lastStep = clock.started();
        }

        void prepared() {
            parse.leave(tracer);
            cut.leave(tracer);
            encode.leave(tracer);
        }

        void step(IngestStep step, List<DocumentRef> documents) {
            Instant now = clock.now();
            switch (step) {
                case ENCODED -> prepared();
                // What is written is trimmed right after, which belongs to it.
                case UPSERTED -> written = true;
                case TRIMMED -> {
                    since(written ? write : delete, now, documents);
                    written = false;
                }
                case FLUSHED -> since(flush, now, documents);
                case COLLAPSED, DECIDED -> {}
            }
            if (step != IngestStep.UPSERTED) {
                lastStep = now;
            }
        }

        private void since(Stage stage, Instant now, List<DocumentRef> documents) {
            stage.worked(now, Duration.between(lastStep, now));
            if (!documents.isEmpty()) {
                stage.named(SpanKeys.COLLECTION, documents.getFirst().collection())
                        .counted(SpanKeys.DOCUMENTS, documents.size());
            }
            stage.leave(tracer);
        }
    }

    /** Begins a batch. */
    void begin(Tracer tracer, SpanClock clock) {
        batch = new Batch(tracer, clock);
    }

    /** Ends the batch, however it ended. */
    void end() {
        if (batch != null) {
            batch.prepared();
            batch = null;
        }
    }

    @Override
    public void step(IngestStep step, List<DocumentRef> documents) {
        if (batch != null) {
            batch.step(step, documents);
        }
        told.step(step, documents);
    }

    @Override
    public void parsed(DocumentRef document, Duration time) {
        if (batch != null) {
            batch.parse.worked(batch.clock.now(), time).counted(SpanKeys.DOCUMENTS, 1);
        }
        told.parsed(document, time);
    }

    @Override
    public void cut(DocumentRef document, int chunks, Duration time) {
        if (batch != null) {
            batch.cut
                    .worked(batch.clock.now(), time)
                    .counted(SpanKeys.DOCUMENTS, 1)
                    .counted(SpanKeys.CHUNKS, chunks);
        }
        told.cut(document, chunks, time);
    }

    @Override
    public void encoded(String collection, String model, int chunks, long tokens, Duration time) {
        if (batch != null) {
            batch.encode
                    .worked(batch.clock.now(), time)
                    .named(SpanKeys.COLLECTION, collection)
                    .named(SpanKeys.MODEL, model)
                    .counted(SpanKeys.CHUNKS, chunks)
                    .counted(SpanKeys.TOKENS, tokens);
        }
        told.encoded(collection, model, chunks, tokens, time);
    }

    @Override
    public void unknownCollection(String collection) {
        told.unknownCollection(collection);
    }
}
