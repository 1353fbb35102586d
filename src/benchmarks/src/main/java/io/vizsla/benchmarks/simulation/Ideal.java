package io.vizsla.benchmarks.simulation;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.benchmarks.crash.CrashEvent;
import io.vizsla.benchmarks.crash.CrashModel;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.Ingestor;
import io.vizsla.ingestion.LogRecord;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import io.vizsla.testkit.InMemoryArtefactStore;
import io.vizsla.testkit.InMemoryDocumentStates;
import io.vizsla.testkit.InMemoryPassageIndex;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a document's content becomes where nothing else ever happens.
 *
 * @param contentHash empty where there is no content
 * @param chunks how many
 */
record Ideal(String contentHash, int chunks) {

    static final Ideal NOTHING = new Ideal("", 0);

    static Ideal of(CrashModel.Document document) {
        String text = document.text();
        if (text == null) {
            return NOTHING;
        }
        FakeEncoder encoder = new FakeEncoder();
        IndexSpec spec = new IndexSpec(
                CrashEvent.COLLECTION, encoder.card().space(), FakeEncoder.DIMENSION, 0, "en", FieldSchema.EMPTY);
        OpenCollection collection =
                new OpenCollection(Simulation.collection(), encoder, new InMemoryPassageIndex(spec));
        CrashEvent event = new CrashEvent(0, CrashEvent.Kind.WRITE, "ideal", text, 0L);
        DocumentStatus status = new Ingestor(
                        new FakeOpenCollections().with(collection),
                        new InMemoryDocumentStates(),
                        (_, _, _) -> {
                            throw new IllegalStateException("No event of this stream holds a file");
                        },
                        new InMemoryArtefactStore(),
                        IngestOptions.DEFAULT,
                        IngestListener.NONE)
                .process(List.of(
                        new LogRecord(new LogPosition(0, 0), event.key(), event.value(), Map.of(), Instant.EPOCH)))
                .statuses()
                .getFirst();
        return new Ideal(status.contentHash(), status.chunks());
    }
}
