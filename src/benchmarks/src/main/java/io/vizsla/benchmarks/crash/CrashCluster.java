package io.vizsla.benchmarks.crash;

import io.vizsla.testkit.MilvusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker, a Milvus and an indexer, each in a process of its own, and at times a second indexer. The broker goes by the name
 * {@code localhost}, so that a process may be told that this is another address.
 */
final class CrashCluster implements AutoCloseable {

    private final Path directory;
    private final MilvusServer milvus;
    private final CrashPlace place;
    private @Nullable CrashProcess broker;
    private @Nullable CrashProcess indexer;
    private @Nullable CrashProcess second;

    /**
     * Takes places; nothing is started.
     *
     * @param milvus runs, and stays the caller's
     */
    CrashCluster(Path directory, MilvusServer milvus) throws IOException {
        this.directory = directory;
        this.milvus = milvus;
        this.place = CrashPlace.among(
                Files.createDirectories(directory.resolve("indexer")),
                "localhost:" + CrashProcess.freePort(),
                milvus.uri());
    }

    /** Returns the place of an indexer that nothing stands between. */
    CrashPlace place() {
        return place;
    }

    MilvusServer milvus() {
        return milvus;
    }

    /** Starts a broker and returns once it takes records. */
    void startBroker() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(directory.resolve("broker"));
        broker = CrashProcess.start(
                BrokerChild.class,
                List.of(folder.toString(), Integer.toString(place.brokerPort())),
                directory.resolve("broker.log"));
        broker.awaitReady();
    }

    void killBroker() throws InterruptedException {
        kill(broker);
    }

    CrashProcess broker() {
        return running(broker);
    }

    /**
     * Starts an indexer; it is not ready yet.
     *
     * @param at where it finds broker and store
     * @param options of its virtual machine
     */
    CrashProcess startIndexer(CrashPlace at, List<String> options) throws IOException {
        CrashProcess started =
                CrashProcess.start(CrashChild.class, at.arguments(), directory.resolve("indexer.log"), options);
        indexer = started;
        return started;
    }

    void killIndexer() throws InterruptedException {
        kill(indexer);
    }

    CrashProcess indexer() {
        return running(indexer);
    }

    /** Starts a second indexer beside the first, or kills it where it runs; tells which. */
    String changeCompany(CrashPlace at, List<String> options) throws IOException, InterruptedException {
        if (second != null) {
            kill(second);
            second = null;
            return "the second indexer is killed";
        }
        CrashPlace beside = at.beside(Files.createDirectories(directory.resolve("second")), "second");
        second = CrashProcess.start(CrashChild.class, beside.arguments(), directory.resolve("second.log"), options);
        return "a second indexer starts";
    }

    /** Kills all indexers. */
    void killIndexers() throws InterruptedException {
        kill(indexer);
        kill(second);
    }

    /**
     * Compares, and where a server shows what differs, once more after it has loaded everything again: Milvus 2.3 may show rows that
     * were changed or deleted for as long as it keeps a segment in memory, though its storage knows better
     * (github.com/milvus-io/milvus/issues/32915). Both are told.
     *
     * @param node in the indexers' place
     */
    CrashReport check(CrashOptions options, List<CrashEvent> events, CrashNode node) {
        CrashReport served = new CrashCheck(events, node).report(options.seed(), options.kills(), 0);
        if (served.problems().isEmpty() || options.store() == CrashStore.LITE) {
            return served;
        }
        System.out.println("Before Milvus loaded its segments again it showed what differs: " + served);
        milvus.restart();
        return new CrashCheck(events, node).report(options.seed(), options.kills(), 0);
    }

    /** Kills all but Milvus. */
    @Override
    public void close() throws InterruptedException {
        killIndexers();
        kill(broker);
    }

    private static CrashProcess running(@Nullable CrashProcess process) {
        if (process == null) {
            throw new IllegalStateException("It was never started");
        }
        return process;
    }

    private static void kill(@Nullable CrashProcess process) throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }
}
