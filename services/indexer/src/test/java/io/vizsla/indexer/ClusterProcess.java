package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.Ingestor;
import io.vizsla.models.collection.CachedOpenCollections;
import io.vizsla.models.collection.CollectionEncoders;
import io.vizsla.models.collection.SharedEncoders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process of several over the broker of a fixture and a store that all have in common; stopped and started at will. */
final class ClusterProcess implements AutoCloseable {

    final String name;
    final KafkaCollectionRegistry registry;
    final CachedOpenCollections collections;
    final ClusterRebuilds rebuilds;
    final StatusView view;
    private final IndexerFixture log;
    private final @Nullable IndexerLoop loop;
    /** Open unless the loop is to do nothing with a batch. */
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private ClusterProcess(
            IndexerFixture log,
            PassageIndexes store,
            Path folder,
            String name,
            @Nullable String loopName,
            Consumer<RebuildStep> steps) {
        this.log = log;
        this.name = name;
        registry = KafkaCollectionRegistry.openShared(log.connection);
        view = StatusView.open(log.connection, folder.resolve(name + ".mv"));
        collections = new CachedOpenCollections(
                registry, store, new CollectionEncoders(new SharedEncoders(RebuildFixture::encoder), model -> {
                    throw new AssertionError("no model for queries here");
                }));
        LoopOptions options = options(loopName == null ? name : loopName);
        loop = loopName != null
                ? IndexerLoop.start(
                        log.connection,
                        gated(ingestor(collections, view, IngestListener.NONE)),
                        view,
                        log.artefacts,
                        options,
                        IndexerListener.NONE,
                        registry.control())
                : null;
        rebuilds = loopName != null
                ? ClusterRebuilds.here(
                        new RebuildLeaderParts(
                                log.connection,
                                registry.control(),
                                options.group(),
                                name,
                                collections,
                                store,
                                view,
                                this::ingestor,
                                folder.resolve(name),
                                Duration.ofSeconds(5),
                                steps,
                                RebuildListener.NONE),
                        _ -> {})
                : ClusterRebuilds.elsewhere(registry.control(), _ -> {});
        rebuilds.start((_, change) -> {
            change.run();
            return true;
        });
    }

    /** @param loopName whose partitions a loop of the same name takes over at once when it ends */
    static ClusterProcess indexer(
            IndexerFixture log,
            PassageIndexes store,
            Path folder,
            String name,
            String loopName,
            Consumer<RebuildStep> steps) {
        return new ClusterProcess(log, store, folder, name, loopName, steps);
    }

    static ClusterProcess query(IndexerFixture log, PassageIndexes store, Path folder) {
        return new ClusterProcess(log, store, folder, "query", null, _ -> {});
    }

    static LoopOptions options(String instance) {
        LoopOptions fast = IndexerFixture.FAST;
        return new LoopOptions(
                fast.group(),
                instance,
                fast.batchRecords(),
                fast.batchBytes(),
                fast.deadLetterBytes(),
                fast.firstBackOff(),
                fast.longestBackOff(),
                fast.catchUp(),
                fast.stopWait());
    }

    private BatchProcessor gated(BatchProcessor processor) {
        return (records, wanted) -> {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return processor.process(records, wanted);
        };
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

    /** From now on the loop does nothing with a batch before it may go on. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void goOn() {
        gate.countDown();
    }

    /** Returns how many partitions of the log this process follows. */
    int partitions() {
        return loop == null ? 0 : loop.reached().size();
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

    @Override
    public void close() {
        goOn();
        rebuilds.close();
        if (loop != null) {
            loop.close();
        }
        collections.close();
        view.close();
        registry.close();
    }
}
