package io.vizsla.benchmarks.crash;

import io.vizsla.testkit.MilvusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A run with three processes, as in a cluster: a Kafka broker, a Milvus and an indexer. One of them, drawn by lot, is killed
 * (SIGKILL) and started again at random moments while a producer outside keeps sending; at the end this process takes the
 * indexer's place and checks what is left.
 */
public final class ClusterCrashRun {

    private static final int LONGEST_LIFE_MILLIS = 4000;

    /** What a longer life has for each event between two kills, so that the indexer gets to work between most of them. */
    private static final int MILLIS_PER_EVENT = 8;

    private final CrashOptions options;
    private final Random moments;
    private final CrashCluster cluster;

    private ClusterCrashRun(CrashOptions options, CrashCluster cluster) {
        this.options = options;
        this.moments = new Random(options.seed() ^ 0x5ca1ab1eL);
        this.cluster = cluster;
    }

    /** Carries out a run and returns what it came to. */
    public static CrashReport run(CrashOptions options) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(options.directory().resolve("milvus"));
        try (MilvusServer milvus = options.store().start(folder);
                CrashCluster cluster = new CrashCluster(options.directory(), milvus)) {
            return new ClusterCrashRun(options, cluster).run();
        }
    }

    private CrashReport run() throws IOException, InterruptedException {
        List<CrashEvent> events = CrashEvents.draw(options.seed(), options.events(), options.mix());
        CrashPlace place = cluster.place();
        cluster.startBroker();
        cluster.startIndexer(place, List.of()).awaitReady();
        try (CrashStream stream = new CrashStream(place.broker(), events)) {
            for (int kill = 0; kill < options.kills(); kill++) {
                stream.allow((int) ((kill + 1L) * options.events() / (options.kills() + 1L)));
                Thread.sleep(50 + moments.nextInt(longestLife()));
                System.out.println("kill " + (kill + 1) + " of " + options.kills() + ": " + killOne() + ", "
                        + stream.acknowledged() + " events acknowledged");
            }
            cluster.killIndexers();
            try (CrashNode node = CrashNode.start(place)) {
                stream.finish(Duration.ofMinutes(10));
                return cluster.check(options, events, node);
            }
        }
    }

    private int longestLife() {
        return LONGEST_LIFE_MILLIS + MILLIS_PER_EVENT * options.events() / options.kills();
    }

    /** Kills one and starts it again; returns its name. The indexer may be killed while it is still starting. */
    private String killOne() throws IOException, InterruptedException {
        switch (moments.nextInt(4)) {
            case 0 -> {
                cluster.killBroker();
                cluster.startBroker();
                return "broker";
            }
            case 1 -> {
                cluster.milvus().restart();
                return "Milvus";
            }
            default -> {
                cluster.killIndexer();
                cluster.startIndexer(cluster.place(), List.of());
                return "indexer";
            }
        }
    }
}
