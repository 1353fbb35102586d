package io.vizsla.benchmarks.ingest;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.artefacts.DirectoryArtefactStore;
import io.vizsla.broker.BrokerOptions;
import io.vizsla.broker.EmbeddedBroker;
import io.vizsla.indexer.IndexerListener;
import io.vizsla.indexer.IndexerLoop;
import io.vizsla.indexer.IngestHold;
import io.vizsla.indexer.LogConnection;
import io.vizsla.indexer.LoopOptions;
import io.vizsla.indexer.StatusView;
import io.vizsla.indexer.TopicOptions;
import io.vizsla.indexer.Topics;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.ingestion.DocumentEvents;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.Ingestor;
import io.vizsla.ingestion.parse.DocumentParser;
import io.vizsla.testkit.FakeOpenCollections;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A log with documents on it, and an indexer that brings them into an index, with the settings that it has by default. */
public final class KafkaToMilvus implements AutoCloseable {

    private static final long LOOK_MILLIS = 20;

    private final Path folder;
    private final EmbeddedBroker broker;
    private final LogConnection connection;
    private final String collection;

    /** Starts a broker on an empty folder. */
    public KafkaToMilvus(Path folder, String collection) {
        this.folder = folder;
        this.collection = collection;
        broker = EmbeddedBroker.start(BrokerOptions.in(folder.resolve("broker"), 0));
        connection = new LogConnection(broker.bootstrapServers(), Map.of());
        Topics.ensure(connection, TopicOptions.STANDALONE);
    }

    /** Puts documents on the log; their ids are {@code d0}, {@code d1} and so on. */
    public void send(List<DocumentBody> documents) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>(documents.size());
            for (int i = 0; i < documents.size(); i++) {
                byte[] key = (collection + "/d" + i).getBytes(StandardCharsets.UTF_8);
                sent.add(producer.send(
                        new ProducerRecord<>(Topics.DOCUMENTS, key, DocumentEvents.write(documents.get(i)))));
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                if (one.state() != Future.State.SUCCESS) {
                    throw new IllegalStateException("an event was not sent", one.exceptionNow());
                }
            }
        }
    }

    /** Returns what an index is made for that these vectors go into. */
    public static IndexSpec spec(String index, ModelCard card, FieldSchema fields) {
        return new IndexSpec(index, card.space(), card.dimension(), card.tokenDimension(), "en", fields);
    }

    /**
     * Indexes what is on the log and returns how many seconds it took from the start of the loop until every document is committed
     * and the index counts it.
     *
     * @throws IllegalStateException if a document fails
     */
    public double index(PassageIndexes indexes, Encoder encoder, FieldSchema fields, int documents)
            throws InterruptedException {
        CollectionSpec spec =
                new CollectionSpec(collection, encoder.card().name(), "en", new Cutting(256, 32), fields, Map.of());
        try (PassageIndex index = indexes.open(spec(collection, encoder.card(), fields));
                StatusView view = StatusView.open(connection, folder.resolve("status.mv"))) {
            DirectoryArtefactStore artefacts = DirectoryArtefactStore.open(folder.resolve("artefacts"));
            DocumentParser parser = (_, _, _) -> {
                throw new IllegalStateException("no document of this benchmark is a file");
            };
            Ingestor ingestor = new Ingestor(
                    new FakeOpenCollections().with(new OpenCollection(spec, encoder, index)),
                    view,
                    parser,
                    artefacts,
                    IngestOptions.DEFAULT,
                    IngestListener.NONE);
            long start = System.nanoTime();
            try (IndexerLoop _ = IndexerLoop.start(
                    connection,
                    ingestor::process,
                    view,
                    artefacts,
                    LoopOptions.DEFAULT,
                    IndexerListener.NONE,
                    IngestHold.NONE)) {
                await(view, documents);
                while (index.stats().chunks() < documents) {
                    Thread.sleep(LOOK_MILLIS);
                }
                return (System.nanoTime() - start) / 1e9;
            }
        }
    }

    private void await(StatusView view, int documents) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(30).toNanos();
        Map<DocumentState, Long> counts = Map.of();
        while (counts.getOrDefault(DocumentState.INDEXED, 0L) < documents) {
            if (counts.getOrDefault(DocumentState.FAILED, 0L) > 0 || System.nanoTime() > end) {
                throw new IllegalStateException("of " + documents + " documents there are " + counts);
            }
            Thread.sleep(LOOK_MILLIS);
            counts = view.counts(collection);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
