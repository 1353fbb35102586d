package io.vizsla.cli;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.evaluation.BeirDocument;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.ingestion.DeadLetter;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.ingestion.DocumentEvents;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.Ingestor;
import io.vizsla.ingestion.LogRecord;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Takes a test set's corpus through the ingest machine into an empty index. For one thread, once. */
final class LocalIngest {

    private static final int BATCH = 256;

    private final OpenCollection collection;
    private final Session session;
    private final Ingestor ingestor;
    private final List<LogRecord> batch = new ArrayList<>();
    private final List<DeadLetter> refused = new ArrayList<>();
    private long offset;

    LocalIngest(OpenCollection collection, Session session) {
        this.collection = collection;
        this.session = session;
        this.ingestor = new Ingestor(
                name -> collection,
                new NoStates(),
                (content, type, name) -> {
                    throw VizslaException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "a test set holds plain text only");
                },
                new NoArtefacts(),
                IngestOptions.DEFAULT,
                IngestListener.NONE);
    }

    /** Indexes the corpus and returns once it is on disk. */
    void run(BeirFolder dataset) {
        long total = count(dataset);
        session.tell(
                "Indexing " + Sizes.count(total, "document") + " of " + dataset.name() + " (kept for the next time).");
        try (Progress progress = new Progress(session.terminal(), "documents")) {
            dataset.forEachDocument(document -> {
                batch.add(record(document));
                if (batch.size() == BATCH) {
                    flush();
                    progress.show((double) offset / total, offset);
                }
            });
            flush();
            collection.index().flush();
            progress.close();
            session.tell("Indexed in " + Sizes.time(progress.elapsed()) + ".");
        }
        tellRefused();
    }

    private void flush() {
        if (!batch.isEmpty()) {
            IngestResult result = ingestor.process(List.copyOf(batch));
            refused.addAll(result.deadLetters());
            batch.clear();
        }
    }

    private LogRecord record(BeirDocument document) {
        DocumentRef ref = new DocumentRef(collection.spec().name(), document.id());
        String title = document.title().isBlank() ? null : document.title();
        return new LogRecord(
                new LogPosition(0, offset++),
                ref.key().getBytes(StandardCharsets.UTF_8),
                DocumentEvents.write(DocumentBody.ofText(title, document.text(), document.metadata(), null)),
                Map.of(),
                Instant.now());
    }

    private void tellRefused() {
        if (!refused.isEmpty()) {
            session.tell(Sizes.count(refused.size(), "document") + " could not be indexed; the first: "
                    + refused.getFirst().failure().detail());
        }
    }

    private static long count(BeirFolder dataset) {
        AtomicLong count = new AtomicLong();
        dataset.forEachDocument(document -> count.incrementAndGet());
        return count.get();
    }

    /** Of an empty index nothing is known. */
    private static final class NoStates implements DocumentStates {

        @Override
        public Optional<DocumentStatus> find(DocumentRef document) {
            return Optional.empty();
        }

        @Override
        public List<DocumentStatus> list(
                String collection, @Nullable DocumentState state, @Nullable String after, int limit) {
            return List.of();
        }

        @Override
        public Map<DocumentState, Long> counts(String collection) {
            return Map.of();
        }
    }

    /** A test set's texts travel in their events. */
    private static final class NoArtefacts implements ArtefactStore {

        @Override
        public Artefact put(InputStream bytes) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "a test set needs no artefacts");
        }

        @Override
        public InputStream open(Artefact artefact) {
            throw VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, "a test set needs no artefacts");
        }

        @Override
        public List<String> storedBefore(Instant instant) {
            return List.of();
        }

        @Override
        public boolean remove(String sha256, Instant storedBefore) {
            return false;
        }
    }
}
