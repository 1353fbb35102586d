package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.artefacts.DirectoryArtefactStore;
import io.vizsla.broker.BrokerOptions;
import io.vizsla.broker.EmbeddedBroker;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.Ingestor;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A broker, an index of the collection {@code docs} and everything between them, all real but the encoder. */
final class IndexerFixture implements AutoCloseable {

    static final LoopOptions FAST = new LoopOptions(
            "vizsla-indexer",
            "test",
            8,
            64 << 10,
            16 << 10,
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));

    final EmbeddedBroker broker;
    final LogConnection connection;
    final DirectoryArtefactStore artefacts;
    final DocumentLog log;
    final FakeEncoder encoder = new FakeEncoder();
    final LucenePassageIndexes indexes;
    final FakeOpenCollections collections = new FakeOpenCollections();
    PassageIndex index;
    StatusView view;
    private final Path directory;

    private IndexerFixture(Path directory, EmbeddedBroker broker) {
        this.directory = directory;
        this.broker = broker;
        connection = LogConnection.to(broker.bootstrapServers());
        Topics.ensure(connection, TopicOptions.STANDALONE);
        artefacts = DirectoryArtefactStore.open(directory.resolve("artefacts"));
        log = DocumentLog.open(connection, artefacts, DocumentLogOptions.DEFAULT);
        indexes = new LucenePassageIndexes(directory.resolve("index"), LuceneOptions.DEFAULTS);
        index = open("docs");
        view = StatusView.open(connection, statusFile());
    }

    /** Starts everything; the broker ends with the failure of any part, or it would end this process later. */
    static IndexerFixture in(Path directory) {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory.resolve("broker"), 0));
        try {
            return new IndexerFixture(directory, broker);
        } catch (RuntimeException | Error failed) {
            broker.close();
            throw failed;
        }
    }

    /** Opens the index of a collection, making both if need be; what it was before is closed by the caller. */
    PassageIndex open(String name) {
        PassageIndex opened = indexes.open(
                new IndexSpec(name, encoder.card().space(), FakeEncoder.DIMENSION, 0, "en", FieldSchema.EMPTY));
        collections.with(new OpenCollection(collection(name), encoder, opened));
        return opened;
    }

    static CollectionSpec collection(String name) {
        return new CollectionSpec(name, "fake", "en", new Cutting(32, 0), FieldSchema.EMPTY, Map.of("topK", 3));
    }

    static DocumentRef document(String id) {
        return new DocumentRef("docs", id);
    }

    static DocumentBody text(String text) {
        return DocumentBody.ofText(null, text, Map.of(), null);
    }

    Path statusFile() {
        return directory.resolve("states/status.mv");
    }

    Ingestor ingestor() {
        return new Ingestor(
                collections,
                view,
                (_, _, _) -> {
                    throw new AssertionError("no file is parsed here");
                },
                artefacts,
                IngestOptions.DEFAULT,
                IngestListener.NONE);
    }

    IndexerLoop start(BatchProcessor processor, IndexerListener listener) {
        return IndexerLoop.start(connection, processor, view, artefacts, FAST, listener, IngestHold.NONE);
    }

    /** Starts a loop that does not wait for the batch under way when it is closed. */
    IndexerLoop startImpatient(BatchProcessor processor) {
        LoopOptions options = new LoopOptions(
                FAST.group(),
                FAST.instance(),
                FAST.batchRecords(),
                FAST.batchBytes(),
                FAST.deadLetterBytes(),
                FAST.firstBackOff(),
                FAST.longestBackOff(),
                FAST.catchUp(),
                Duration.ZERO);
        return IndexerLoop.start(
                connection, processor, view, artefacts, options, IndexerListener.NONE, IngestHold.NONE);
    }

    IndexerLoop start() {
        return start(ingestor()::process, IndexerListener.NONE);
    }

    LogPosition append(String id, String text) throws Exception {
        return log.append(document(id), text == null ? null : text(text)).get(60, TimeUnit.SECONDS);
    }

    DocumentStatus await(String id, LogPosition position) throws Exception {
        return view.await(document(id), position).get(60, TimeUnit.SECONDS);
    }

    List<String> indexed() {
        List<String> found = new ArrayList<>();
        index.forEach((Chunk chunk) -> found.add(chunk.id() + "@" + chunk.version()));
        found.sort(null);
        return found;
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicScan.scan(connection, topic, records::add);
        return records;
    }

    @Override
    public void close() {
        view.close();
        log.close();
        index.close();
        broker.close();
    }
}
