package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.passage.Chunk;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.Ingestor;
import io.vizsla.models.collection.CachedOpenCollections;
import io.vizsla.models.collection.CollectionEncoders;
import io.vizsla.models.collection.SharedEncoders;
import io.vizsla.testkit.FakeEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** An instance's way from the log to its indexes, with rebuilds, over the broker of a fixture; stopped and started at will. */
final class RebuildFixture implements AutoCloseable {

    /** Models of such a name do not read the word that follows it. */
    static final String REFUSING = "refusing-";

    final IndexerFixture log;
    final KafkaCollectionRegistry registry;
    final CachedOpenCollections collections;
    final IndexRebuilds rebuilds;
    private final IndexerLoop loop;
    private final StatusView view;
    private final ReentrantLock changes = new ReentrantLock();
    /** Open unless the loop is held. */
    private volatile CountDownLatch gate = new CountDownLatch(0);
    /** How many of the next changes the registry makes without saying so. */
    final AtomicInteger silences = new AtomicInteger();

    private RebuildFixture(IndexerFixture log, Path folder, Consumer<RebuildStep> steps, RebuildListener told) {
        this.log = log;
        registry = KafkaCollectionRegistry.open(log.connection);
        view = StatusView.open(log.connection, folder.resolve("instance.mv"));
        collections = new CachedOpenCollections(
                registry, log.indexes, new CollectionEncoders(new SharedEncoders(RebuildFixture::encoder), name -> {
                    throw new AssertionError("no model for queries here");
                }));
        IngestBarrier barrier = new IngestBarrier(ingestor(collections, view, IngestListener.NONE));
        loop = IndexerLoop.start(
                log.connection,
                held(barrier),
                view,
                log.artefacts,
                IndexerFixture.FAST,
                IndexerListener.NONE,
                IngestHold.NONE);
        rebuilds = new IndexRebuilds(new RebuildParts(
                log.connection,
                new SilentRegistry(registry, silences),
                registry.rebuilds(),
                collections,
                log.indexes,
                view,
                action -> barrier.tryAlone(Duration.ofSeconds(2), () -> action.test(loop.reached()))
                        .orElse(false),
                this::ingestor,
                folder.resolve("rebuilds"),
                RebuildNotes.NONE,
                steps,
                told));
        rebuilds.start((_, change) -> {
            if (!changes.tryLock()) {
                return false;
            }
            try {
                change.run();
                return true;
            } finally {
                changes.unlock();
            }
        });
    }

    private BatchProcessor held(BatchProcessor processor) {
        return (records, wanted) -> {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return processor.process(records, wanted);
        };
    }

    /** From now on the loop does nothing with a batch before it may go on. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void goOn() {
        gate.countDown();
    }

    static Encoder encoder(String name) {
        FakeEncoder fake = new FakeEncoder(name);
        return name.startsWith(REFUSING) ? new RefusingEncoder(fake, name.substring(REFUSING.length())) : fake;
    }

    static RebuildFixture start(IndexerFixture log, Path folder, Consumer<RebuildStep> steps) {
        return start(log, folder, steps, RebuildListener.NONE);
    }

    static RebuildFixture start(IndexerFixture log, Path folder, Consumer<RebuildStep> steps, RebuildListener told) {
        return new RebuildFixture(log, folder, steps, told);
    }

    private BatchProcessor ingestor(OpenCollections own, DocumentStates states, IngestListener listener) {
        return new Ingestor(
                own,
                states,
                (_, _, _) -> {
                    throw new AssertionError("no file is parsed here");
                },
                log.artefacts,
                IngestOptions.DEFAULT,
                listener)::process;
    }

    CollectionSpec served() {
        return registry.find("docs").orElseThrow();
    }

    /** Returns the collection cut into pieces of so many tokens, read by a model. */
    CollectionSpec cut(String model, int tokens) {
        CollectionSpec served = served();
        return new CollectionSpec(
                served.name(), model, served.language(), new Cutting(tokens, 0), served.fields(), served.pipeline());
    }

    /** Appends a document and waits until the index that serves has it. */
    void add(String id, String text) throws Exception {
        view.await(IndexerFixture.document(id), log.append(id, text)).get(60, TimeUnit.SECONDS);
    }

    RebuildProgress awaitState(RebuildProgress.State state) throws InterruptedException {
        RebuildProgress progress = rebuilds.find("docs").orElseThrow();
        for (int i = 0; i < 2400 && progress.state() != state; i++) {
            Thread.sleep(50);
            progress = rebuilds.find("docs").orElseThrow();
        }
        return progress;
    }

    /** Returns {@code id@version text} of every chunk that can be found. */
    List<String> found() {
        List<String> found = new ArrayList<>();
        collections
                .get("docs")
                .index()
                .forEach((Chunk chunk) -> found.add(chunk.id() + "@" + chunk.version() + " " + chunk.text()));
        found.sort(null);
        return found;
    }

    StatusView view() {
        return view;
    }

    /** Stops all of it as an instance does; the broker stays. */
    @Override
    public void close() {
        goOn();
        rebuilds.close();
        loop.close();
        collections.close();
        view.close();
        registry.close();
    }
}
