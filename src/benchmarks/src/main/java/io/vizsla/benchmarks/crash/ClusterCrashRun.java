package io.vizsla.benchmarks.crash;

import io.vizsla.testkit.MilvusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A run with three processes, as in a cluster: a Kafka broker, a Milvus and an indexer. One of them, drawn by lot, is killed
 * (SIGKILL) and started again at random moments while a producer outside keeps sending; at the end this process takes the
 * indexer's place and checks what is left.
 */
public final class ClusterCrashRun {

    private static final int LONGEST_LIFE_MILLIS = 4000;

    private final CrashOptions options;
    private final Random moments;
    private final CrashPlace place;
    private final MilvusServer milvus;
    private @Nullable CrashProcess broker;
    private @Nullable CrashProcess indexer;

    private ClusterCrashRun(CrashOptions options, MilvusServer milvus) throws IOException {
        this.options = options;
        this.moments = new Random(options.seed() ^ 0x5ca1ab1eL);
        this.milvus = milvus;
        this.place = new CrashPlace(
                Files.createDirectories(options.directory().resolve("indexer")),
                CrashProcess.freePort(),
                false,
                milvus.uri());
    }

    /** Carries out a run on Milvus Lite and returns what it came to. */
    public static CrashReport run(CrashOptions options) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(options.directory().resolve("milvus"));
        try (MilvusServer milvus = MilvusServer.lite(folder)) {
            return new ClusterCrashRun(options, milvus).run();
        }
    }

    private CrashReport run() throws IOException, InterruptedException {
        List<CrashEvent> events = CrashEvents.draw(options.seed(), options.events());
        CrashProcess firstBroker = startBroker();
        firstBroker.awaitReady();
        CrashProcess firstIndexer = startIndexer();
        firstIndexer.awaitReady();
        try (CrashStream stream = new CrashStream("127.0.0.1:" + place.brokerPort(), events)) {
            for (int kill = 0; kill < options.kills(); kill++) {
                stream.allow((int) ((kill + 1L) * options.events() / (options.kills() + 1L)));
                Thread.sleep(50 + moments.nextInt(LONGEST_LIFE_MILLIS));
                System.out.println("kill " + (kill + 1) + " of " + options.kills() + ": " + killOne() + ", "
                        + stream.acknowledged() + " events acknowledged");
            }
            kill(indexer);
            try (CrashNode node = CrashNode.start(place)) {
                stream.finish(Duration.ofMinutes(10));
                return new CrashCheck(events, node).report(options.seed(), options.kills(), 0);
            }
        } finally {
            kill(indexer);
            kill(broker);
        }
    }

    /** Kills one and starts it again; returns its name. The indexer may be killed while it is still starting. */
    private String killOne() throws IOException, InterruptedException {
        switch (moments.nextInt(4)) {
            case 0 -> {
                kill(broker);
                startBroker().awaitReady();
                return "broker";
            }
            case 1 -> {
                milvus.restart();
                return "Milvus";
            }
            default -> {
                kill(indexer);
                startIndexer();
                return "indexer";
            }
        }
    }

    private CrashProcess startBroker() throws IOException {
        Path folder = Files.createDirectories(options.directory().resolve("broker"));
        CrashProcess started = CrashProcess.start(
                BrokerChild.class,
                List.of(folder.toString(), Integer.toString(place.brokerPort())),
                options.directory().resolve("broker.log"));
        broker = started;
        return started;
    }

    private CrashProcess startIndexer() throws IOException {
        CrashProcess started = CrashProcess.start(
                CrashChild.class, place.arguments(), options.directory().resolve("indexer.log"));
        indexer = started;
        return started;
    }

    private static void kill(@Nullable CrashProcess process) throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }
}
