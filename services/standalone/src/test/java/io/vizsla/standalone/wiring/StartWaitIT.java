package io.vizsla.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.broker.BrokerOptions;
import io.vizsla.broker.EmbeddedBroker;
import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.indexer.LogConnection;
import io.vizsla.indexer.TopicOptions;
import io.vizsla.indexer.Topics;
import io.vizsla.standalone.config.Configs;
import io.vizsla.standalone.config.IndexConfig;
import io.vizsla.standalone.config.Node;
import io.vizsla.standalone.config.Role;
import io.vizsla.testkit.MilvusServer;
import io.vizsla.testkit.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that find Kafka or Milvus absent, or late. */
class StartWaitIT {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void aMilvusThatStaysAwayEndsTheStartWithItsAddress() {
        String uri = "http://127.0.0.1:" + Ports.free();

        VizslaException absent = catchThrowableOfType(VizslaException.class, () -> open(uri, SHORT));

        assertThat(absent.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(absent).hasMessageContaining(uri).hasMessageContaining("does not answer");
    }

    @Test
    void aMilvusThatIsLateIsWaitedFor() throws Exception {
        try (MilvusServer server = MilvusServer.lite(directory)) {
            server.kill();
            CompletableFuture<Void> back =
                    CompletableFuture.runAsync(server::restart, CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));

            try (StorePart store = open(server.uri(), LONG)) {
                assertThat(store.trouble()).isEmpty();
            }
            back.get();
        }
    }

    @Test
    void aKafkaThatStaysAwayEndsTheStartWithItsAddress() {
        String address = "127.0.0.1:" + Ports.free();

        VizslaException absent = catchThrowableOfType(
                VizslaException.class, () -> StartWait.until("Kafka", SHORT, () -> topics(address)));

        assertThat(absent.code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE);
        assertThat(absent).hasMessageContaining(address);
    }

    @Test
    void aKafkaThatIsLateIsWaitedFor() throws Exception {
        int port = Ports.free();
        CompletableFuture<EmbeddedBroker> late = CompletableFuture.supplyAsync(
                () -> EmbeddedBroker.start(BrokerOptions.in(directory, port)),
                CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));

        StartWait.until("Kafka", LONG, () -> topics("127.0.0.1:" + port));

        try (EmbeddedBroker broker = late.get()) {
            assertThat(broker.bootstrapServers()).endsWith(":" + port);
        }
    }

    /** What waiting does not mend is told at once. */
    @Test
    void aFaultOfOurOwnIsNotTriedAgain() {
        AtomicInteger tries = new AtomicInteger();

        VizslaException invalid = catchThrowableOfType(
                VizslaException.class,
                () -> StartWait.until("Milvus", LONG, () -> {
                    tries.incrementAndGet();
                    throw VizslaException.invalid("vizsla.milvus.uri", "nowhere", "an address");
                }));

        assertThat(invalid.field()).contains("vizsla.milvus.uri");
        assertThat(tries).hasValue(1);
    }

    private static void topics(String address) {
        Topics.ensure(LogConnection.to(address), TopicOptions.STANDALONE);
    }

    private StorePart open(String uri, Duration startWait) {
        Node node = new Node(
                Role.QUERY, "q", startWait, Optional.empty(), Optional.empty(), Optional.of(MilvusOptions.of(uri)));
        return StorePart.open(node, Configs.defaults(IndexConfig.class), directory);
    }
}
