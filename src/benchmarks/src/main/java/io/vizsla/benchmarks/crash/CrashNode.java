package io.vizsla.benchmarks.crash;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.artefacts.DirectoryArtefactStore;
import io.vizsla.broker.BrokerOptions;
import io.vizsla.broker.EmbeddedBroker;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.index.milvus.MilvusPassageIndexes;
import io.vizsla.indexer.IndexerListener;
import io.vizsla.indexer.IndexerLoop;
import io.vizsla.indexer.IngestHold;
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
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a process runs, without REST: states, index and the loop, and where it is alone the broker. Only the encoder is a
 * fake.
 */
final class CrashNode implements AutoCloseable {

    /** A Milvus 2.3 that was killed a hundred times has taken more than two minutes to serve again. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** When a connection that is lost without a word is given up, so that a run need not wait for the usual half minute. */
    private static final String NOTICED_MILLIS = "5000";

    /** The consumer group of all nodes. */
    static final String GROUP = "vizsla-indexer";

    private final @Nullable EmbeddedBroker broker;
    private final LogConnection connection;
    private final Closing store;
    private final StatusView view;
    private final PassageIndex index;
    private final IndexerLoop loop;

    /** Closes what holds the indexes. */
    private interface Closing {
        void close();
    }

    private CrashNode(CrashPlace place, @Nullable EmbeddedBroker broker) {
        this.broker = broker;
        connection = new LogConnection(place.broker(), Map.of("request.timeout.ms", NOTICED_MILLIS));
        patiently(() -> Topics.ensure(connection, TopicOptions.STANDALONE));
        view = patiently(() -> StatusView.open(connection, place.directory().resolve("status.mv")));
        FakeEncoder encoder = new FakeEncoder();
        if (place.milvus().isEmpty()) {
            store = () -> {};
            index = new LucenePassageIndexes(place.directory().resolve("index"), LuceneOptions.DEFAULTS)
                    .open(spec(encoder));
        } else {
            MilvusPassageIndexes milvus = new MilvusPassageIndexes(MilvusOptions.of(place.milvus()));
            store = milvus::close;
            index = patiently(() -> milvus.open(spec(encoder)));
        }
        DirectoryArtefactStore artefacts =
                DirectoryArtefactStore.open(place.directory().resolve("artefacts"));
        Ingestor ingestor = ingestor(new OpenCollection(collection(), encoder, index), view, artefacts);
        loop = IndexerLoop.start(
                connection,
                ingestor::process,
                view,
                artefacts,
                loop(place.instance()),
                IndexerListener.NONE,
                IngestHold.NONE);
    }

    /** Small batches, so that there are many transactions to be killed in. */
    private static LoopOptions loop(String instance) {
        return new LoopOptions(
                GROUP,
                instance,
                40,
                1 << 20,
                1 << 20,
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofMinutes(2),
                Duration.ofSeconds(20));
    }

    static CrashNode start(CrashPlace place) {
        EmbeddedBroker broker = place.brokerInside()
                ? EmbeddedBroker.start(BrokerOptions.in(place.directory().resolve("broker"), place.brokerPort()))
                : null;
        try {
            return new CrashNode(place, broker);
        } catch (RuntimeException failed) {
            if (broker != null) {
                broker.close();
            }
            throw failed;
        }
    }

    /** What others run may have been killed just now, or may be slow on a busy machine. */
    static <T> T patiently(Supplier<T> call) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (VizslaException failed) {
                if (failed.code().kind() != ErrorKind.UNAVAILABLE || System.nanoTime() > end) {
                    throw failed;
                }
            }
        }
    }

    static CollectionSpec collection() {
        return new CollectionSpec(CrashEvent.COLLECTION, "fake", "en", new Cutting(16, 0), FieldSchema.EMPTY, Map.of());
    }

    static IndexSpec spec(FakeEncoder encoder) {
        return new IndexSpec(
                CrashEvent.COLLECTION, encoder.card().space(), FakeEncoder.DIMENSION, 0, "en", FieldSchema.EMPTY);
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
        return connection;
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
        store.close();
        if (broker != null) {
            broker.close();
        }
    }
}
