package io.vizsla.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.testkit.MilvusServer;
import io.vizsla.testkit.RandomChunks;
import io.vizsla.testkit.Seeds;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed, is not there, is another one, or loses a collection. */
@NullUnmarked // test code: the framework fills the fields
class MilvusOutageTest {

    private static final IndexSpec SPEC = new IndexSpec("outage", new Space("s@1"), 8, 0, "en", FieldSchema.EMPTY);

    @TempDir
    private Path folder;

    private final RandomChunks data = new RandomChunks(Seeds.random("MilvusOutageTest"), 8, 0);

    @Test
    void whatWasAcknowledgedSurvivesAKillAndServiceComesBackByItself() {
        try (MilvusServer server = MilvusServer.lite(folder);
                MilvusPassageIndexes indexes = new MilvusPassageIndexes(hasty(server.uri()))) {
            PassageIndex index = indexes.open(SPEC);
            List<EncodedChunk> chunks = data.chunks("outage", 200);
            index.upsert(new Batch(chunks));
            server.kill();
            refused(() -> index.search(IndexQuery.dense(data.vector(), 10)));
            refused(() -> index.upsert(new Batch(data.chunks("outage", 1))));
            refused(indexes::ping);
            server.restart();

            retrying(() -> index.upsert(new Batch(List.of(data.chunk(new DocumentRef("outage", "later"), 0, 1)))));
            index.flush();

            Set<ChunkId> found = new HashSet<>();
            index.forEach(chunk -> found.add(chunk.id()));
            assertThat(found).hasSize(201);
            assertThat(index.search(IndexQuery.both(data.vector(), "w0", 300)).size())
                    .isEqualTo(201);
            assertThat(index.check().problems()).isEmpty();
        }
    }

    @Test
    void aDroppedCollectionIsToldAsSuch() {
        OwnPrefix own = new OwnPrefix();
        MilvusPassageIndexes indexes = own.indexes(TestServers.lite());
        PassageIndex index = indexes.open(SPEC);
        indexes.drop("outage");
        refused(() -> index.search(IndexQuery.dense(data.vector(), 10)));
        own.drop();
    }

    @Test
    void whereNobodyOrSomebodyElseListensTheErrorSaysSo() throws Exception {
        String nobody;
        try (ServerSocket closing = new ServerSocket(0)) {
            nobody = "http://127.0.0.1:" + closing.getLocalPort();
        }
        untold(nobody, "it does not answer");

        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.start();
        untold("http://127.0.0.1:" + web.getAddress().getPort(), "it does not answer");
        web.stop(0);

        Server other = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build()
                .start();
        untold("http://127.0.0.1:" + other.getPort(), "it does not know the call");
        other.shutdownNow();
    }

    private static void untold(String uri, String why) {
        try (MilvusPassageIndexes indexes = new MilvusPassageIndexes(hasty(uri))) {
            assertThatThrownBy(() -> indexes.open(SPEC)).isInstanceOfSatisfying(VizslaException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                assertThat(e.detail()).contains(uri, why);
            });
        }
    }

    private static MilvusOptions hasty(String uri) {
        return MilvusOptions.of(uri).withPrefix("outage_").withTimes(Duration.ofSeconds(20), Duration.ofMillis(500));
    }

    /** Does what whoever follows the log does after an outage. */
    private static void retrying(Runnable write) {
        for (int attempt = 1; ; attempt++) {
            try {
                write.run();
                return;
            } catch (VizslaException failed) {
                assertThat(failed.code()).as(failed.detail()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                assertThat(attempt).isLessThan(10);
            }
        }
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, e -> assertThat(e.code())
                .as(e.detail())
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }
}
