package io.vizsla.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import io.vizsla.client.VizslaClient;
import io.vizsla.client.VizslaClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of writes that an instance does not end in time, against a server that answers as one does then. */
@Timeout(30)
class VizslaEmbeddingStoreTest {

    private static final Embedding UNREAD = Embedding.from(new float[1]);

    private final AtomicInteger requests = new AtomicInteger();
    private volatile int pending = 1;
    private HttpServer server;
    private VizslaEmbeddingStore store;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        VizslaClient client =
                VizslaClient.of("http://localhost:" + server.getAddress().getPort());
        store = new VizslaEmbeddingStore(client, "notes");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void writeThatIsNotSeenYetIsAnErrorThatMayPass() {
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> store.add(UNREAD, TextSegment.from("text")))
                .satisfies(late -> {
                    assertThat(late.mayPassLater()).isTrue();
                    assertThat(late.code()).isEqualTo(VizslaClientException.TIMEOUT);
                    assertThat(late.getMessage()).contains("not indexed in time");
                });

        pending = 0;
        assertThat(store.add(UNREAD, TextSegment.from("text"))).isNotEmpty();
    }

    @Test
    void manySegmentsAreManyRequests() {
        pending = 0;

        store.addAll(
                IntStream.range(0, 500).mapToObj(i -> UNREAD).toList(),
                IntStream.range(0, 500)
                        .mapToObj(i -> TextSegment.from("text " + i))
                        .toList());

        assertThat(requests).hasValue(3);
    }

    @Test
    void numberThatIsNoneIsNotSent() {
        TextSegment segment = TextSegment.from("text", new Metadata().put("weight", Double.NaN));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.addAll(List.of(UNREAD), List.of(segment)))
                .withMessageContaining("metadata.weight = NaN");

        assertThat(requests).hasValue(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        byte[] body =
                ("{\"accepted\":1,\"rejected\":[],\"rejectedTotal\":0,\"failed\":[],\"failedTotal\":0,\"pending\":"
                                + pending + "}")
                        .getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(pending == 0 ? 200 : 202, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
