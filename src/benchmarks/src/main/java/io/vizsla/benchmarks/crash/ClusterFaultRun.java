package io.vizsla.benchmarks.crash;

import io.vizsla.testkit.MilvusServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A run with the same processes as {@link ClusterCrashRun}, which live, but in a bad neighbourhood: between the indexers and the
 * broker and between them and Milvus stand proxies that reset, delay, throttle, stall and lose connections or answer for nobody; any
 * process may stand still for a while; a second indexer comes and goes. A producer keeps sending. Then all is well again, and the
 * indexers have to catch up by themselves before this process takes their place and checks what is left.
 */
public final class ClusterFaultRun {

    private static final String NEARBY = "127.0.0.1";

    /** Where the indexers find what is called localhost elsewhere: a broker tells its clients its name, not its address. */
    private static final String PROXIED = "127.0.0.2";

    /** A member of the group that was cut off while it joined asks again after five minutes only. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final CrashOptions options;
    private final CrashCluster cluster;

    private ClusterFaultRun(CrashOptions options, CrashCluster cluster) {
        this.options = options;
        this.cluster = cluster;
    }

    /** Carries out a run and returns what it came to; each kill of the options is a fault. */
    public static CrashReport run(CrashOptions options) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(options.directory().resolve("milvus"));
        try (MilvusServer milvus = options.store().start(folder);
                CrashCluster cluster = new CrashCluster(options.directory(), milvus)) {
            return new ClusterFaultRun(options, cluster).run();
        }
    }

    private CrashReport run() throws IOException, InterruptedException {
        CrashPlace place = cluster.place();
        cluster.startBroker();
        int store = URI.create(place.milvus()).getPort();
        try (FaultProxy broker = FaultProxy.start(PROXIED, place.brokerPort(), at(place.brokerPort()));
                FaultProxy milvus = FaultProxy.start(NEARBY, 0, at(store))) {
            Path hosts = Files.writeString(options.directory().resolve("hosts"), PROXIED + " localhost\n");
            CrashPlace proxied =
                    CrashPlace.among(place.directory(), place.broker(), "http://" + NEARBY + ":" + milvus.port());
            List<String> virtualMachine = List.of("-Djdk.net.hosts.file=" + hosts);
            cluster.startIndexer(proxied, virtualMachine).awaitReady();
            return troubled(new Trouble(
                    options.seed(), cluster, broker, milvus, () -> cluster.changeCompany(proxied, virtualMachine)));
        }
    }

    private CrashReport troubled(Trouble trouble) throws IOException, InterruptedException {
        List<CrashEvent> events = CrashEvents.draw(options.seed(), options.events(), options.mix());
        try (CrashStream stream = new CrashStream(cluster.place().broker(), events)) {
            for (int fault = 0; fault < options.kills(); fault++) {
                stream.allow((int) ((fault + 1L) * options.events() / (options.kills() + 1L)));
                System.out.println("fault " + (fault + 1) + " of " + options.kills() + ": " + trouble.next() + ", "
                        + stream.acknowledged() + " events acknowledged");
            }
            stream.finish(Duration.ofMinutes(10));
            GroupLag.awaitNone(cluster.place().broker(), CrashNode.GROUP, PATIENCE);
            cluster.killIndexers();
            try (CrashNode node = CrashNode.start(cluster.place())) {
                return cluster.check(options, events, node);
            }
        }
    }

    private static InetSocketAddress at(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(NEARBY), port);
    }
}
