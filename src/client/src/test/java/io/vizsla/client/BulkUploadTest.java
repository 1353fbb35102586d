package io.vizsla.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many documents are many requests and one result. */
@Timeout(60)
class BulkUploadTest {

    private final List<List<String>> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger headers = new AtomicInteger();
    private final List<String> traces = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private VizslaClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new VizslaClient(
                ClientOptions.of("http://localhost:" + server.getAddress().getPort())
                        .withHeaders(() -> Map.of("X-Call", "" + headers.incrementAndGet())));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void manyDocumentsAreManyRequestsOfOneCall() {
        client.putAll("c", documents(450, "text"));

        assertThat(received).extracting(List::size).containsExactly(200, 200, 50);
        assertThat(received.get(2).getLast()).contains("\"id\":\"d449\"");
        assertThat(traces).containsExactly("1", "1", "1");
    }

    @Test
    void largeDocumentsAreFewToARequest() {
        String large = "x".repeat(450_000);
        List<Document> documents = new ArrayList<>(documents(5, large));
        documents.add(Document.of("giant", large.repeat(4)));
        documents.add(Document.of("after", "text"));

        client.putAll("c", documents);

        assertThat(received).extracting(List::size).containsExactly(2, 2, 1, 1, 1);
    }

    @Test
    void noDocumentsAreOneRequest() {
        assertThat(client.putAll("c", List.of()).accepted()).isZero();

        assertThat(received).containsExactly(List.of());
    }

    /** Only the part that is sent is read from what gives the documents. */
    @Test
    void documentsAreAskedForAsTheyAreSent() {
        AtomicInteger given = new AtomicInteger();
        List<Integer> atRequests = new ArrayList<>();
        Iterable<Document> documents = () -> documents(450, "text").stream()
                .peek(one -> {
                    if (given.getAndIncrement() % 100 == 0) {
                        atRequests.add(received.size());
                    }
                })
                .iterator();

        client.putAll("c", documents);

        assertThat(atRequests).containsExactly(0, 0, 0, 1, 1);
    }

    /** The server refuses the second line of each request, fails the third, and leaves two undone. */
    @Test
    void resultsAreAddedUpAndLinesAreThoseOfTheWhole() {
        BulkResult result = client.putAll("strict", documents(401, "text"));

        assertThat(result.accepted()).isEqualTo(399);
        assertThat(result.rejected()).extracting(BulkResult.Rejection::line).containsExactly(2L, 202L);
        assertThat(result.failed()).extracting(BulkResult.Failure::id).containsExactly("d2", "d202");
        assertThat(result.rejectedTotal()).isEqualTo(2);
        assertThat(result.failedTotal()).isEqualTo(2);
        assertThat(result.pending()).isEqualTo(4);
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(result::complete)
                .withMessage("4 of 399 documents are on the log and were not indexed in time")
                .satisfies(late -> {
                    assertThat(late.code()).isEqualTo(VizslaClientException.TIMEOUT);
                    assertThat(late.mayPassLater()).isTrue();
                });
    }

    @Test
    void olderInstancesTellNoTotals() throws Exception {
        BulkResult result = Exchange.MAPPER.readValue(
                "{\"accepted\":1,\"rejected\":[{\"line\":2,\"code\":\"c\",\"detail\":\"d\"}]}", BulkResult.class);

        assertThat(result.rejectedTotal()).isEqualTo(1);
        assertThat(result.failedTotal()).isZero();
        assertThat(result.complete()).isSameAs(result);
    }

    private static List<Document> documents(int count, String text) {
        return IntStream.range(0, count)
                .mapToObj(i -> Document.of("d" + i, text))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = body.lines().toList();
            received.add(lines);
            traces.add(exchange.getRequestHeaders().getFirst("X-Call"));
            boolean strict = exchange.getRequestURI().getPath().contains("/strict/") && lines.size() > 2;
            String answer = strict ? refusing(lines) : "{\"accepted\":%d,\"rejected\":[]}".formatted(lines.size());
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String refusing(List<String> lines) {
        String third = lines.get(2).replaceAll(".*\"id\":\"(\\w+)\".*", "$1");
        return """
                {"accepted":%d,"rejected":[{"line":2,"code":"invalid_json","detail":"no"}],"rejectedTotal":1,
                "failed":[{"id":"%s","code":"unreadable","detail":"no"}],"failedTotal":1,"pending":2}""".formatted(lines.size() - 1, third);
    }
}
