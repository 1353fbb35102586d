package io.vizsla.benchmarks.crash;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.broker.BrokerOptions;
import io.vizsla.broker.EmbeddedBroker;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.indexer.DirectoryArtefactStore;
import io.vizsla.indexer.IndexerListener;
import io.vizsla.indexer.IndexerLoop;
import io.vizsla.indexer.LogConnection;
import io.vizsla.indexer.LoopOptions;
import io.vizsla.indexer.StatusView;
import io.vizsla.indexer.TopicOptions;
import io.vizsla.indexer.Topics;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.Ingestor;
import io.vizsla.ingestion.parse.DocumentParser;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What a standalone process runs, without REST: broker, states, Lucene and the loop. Only the encoder is a fake. */
final class CrashNode implements AutoCloseable {

    static final String COLLECTION = "crash";

    /** Small batches, so that there are many transactions to be killed in. */
    private static final LoopOptions LOOP = new LoopOptions(
            "vizsla-indexer",
            "crash",
            40,
            1 << 20,
            1 << 20,
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofMinutes(2),
            Duration.ofSeconds(20));

    private final EmbeddedBroker broker;
    private final StatusView view;
    private final PassageIndex index;
    private final IndexerLoop loop;

    private CrashNode(Path directory, EmbeddedBroker broker) {
        this.broker = broker;
        LogConnection connection = LogConnection.to(broker.bootstrapServers());
        var _ = Topics.ensure(connection, TopicOptions.STANDALONE);
        view = StatusView.open(connection, directory.resolve("status.mv"));
        FakeEncoder encoder = new FakeEncoder();
        index = new LucenePassageIndexes(directory.resolve("index"), LuceneOptions.DEFAULTS).open(spec(encoder));
        DirectoryArtefactStore artefacts = DirectoryArtefactStore.open(directory.resolve("artefacts"));
        Ingestor ingestor = ingestor(new OpenCollection(collection(), encoder, index), view, artefacts);
        loop = IndexerLoop.start(connection, ingestor::process, view, artefacts, LOOP, IndexerListener.NONE);
    }

    static CrashNode start(Path directory, int port) {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory.resolve("broker"), port));
        try {
            return new CrashNode(directory, broker);
        } catch (RuntimeException failed) {
            broker.close();
            throw failed;
        }
    }

    static CollectionSpec collection() {
        return new CollectionSpec(COLLECTION, "fake", "en", new Cutting(16, 0), FieldSchema.EMPTY, Map.of());
    }

    static IndexSpec spec(FakeEncoder encoder) {
        return new IndexSpec(COLLECTION, encoder.card().space(), FakeEncoder.DIMENSION, 0, "en", FieldSchema.EMPTY);
    }

    static Ingestor ingestor(OpenCollection collection, DocumentStates states, ArtefactStore artefacts) {
        DocumentParser parser = (_, _, _) -> {
            throw new IllegalStateException("No event of this stream holds a file");
        };
        return new Ingestor(
                new FakeOpenCollections().with(collection),
                states,
                parser,
                artefacts,
                IngestOptions.DEFAULT,
                IngestListener.NONE);
    }

    LogConnection connection() {
        return LogConnection.to(broker.bootstrapServers());
    }

    StatusView view() {
        return view;
    }

    PassageIndex index() {
        return index;
    }

    @Override
    public void close() {
        loop.close();
        view.close();
        index.close();
        broker.close();
    }
}
