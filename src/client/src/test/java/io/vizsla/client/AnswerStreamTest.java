package io.vizsla.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stream makes of servers that behave and of those that do not, over real HTTP. */
@Timeout(30)
class AnswerStreamTest {

    private static final String PASSAGES = """
            data: {"type":"passages","question":"which dog?","passages":[{"number":1,"documentId":"vizsla",\
            "chunkId":"animals/vizsla#0","score":0.9,"title":"Vizsla","headings":[],"text":"A pointing dog.",\
            "metadata":{"year":1825},"suspicious":false}]}

            """;
    private static final String DONE = """
            data: {"type":"done","answer":{"question":"which dog?","kind":"extractive","text":"A pointing dog. [1]",
            data: "citations":[{"number":1,"start":0,"end":15,"supported":true,"quote":"A pointing dog."}],
            data: "grounded":true,"passages":[{"number":1,"documentId":"vizsla","chunkId":"animals/vizsla#0","score":0.9,
            data: "title":"Vizsla","headings":[],"text":"A pointing dog.","metadata":{},"suspicious":false}],"reason":"none"}}

            """;

    private static final Duration LONG = Duration.ofSeconds(25);

    /** For servers that keep silent. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<JsonNode> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void givesEventsInTheirOrderAndTheAnswerTyped() {
        serve(200, "text/event-stream", PASSAGES + text("A pointing") + text(" dog. [1]") + DONE, false);

        List<AnswerEvent> events = new ArrayList<>();
        try (AnswerStream stream = stream()) {
            stream.forEachRemaining(events::add);
        }

        assertThat(events)
                .extracting(event -> (Object) event.getClass())
                .containsExactly(
                        AnswerEvent.Passages.class,
                        AnswerEvent.Text.class,
                        AnswerEvent.Text.class,
                        AnswerEvent.Done.class);
        AnswerEvent.Passages found = (AnswerEvent.Passages) events.get(0);
        assertThat(found.passages().get(0).metadata()).containsEntry("year", 1825);
        Answer answer = ((AnswerEvent.Done) events.get(3)).answer();
        Citation citation = answer.citations().get(0);
        assertThat(answer.kind()).isEqualTo(Answer.Kind.EXTRACTIVE);
        assertThat(answer.statement(citation)).isEqualTo("A pointing dog.");
        assertThat(answer.passage(citation).documentId()).isEqualTo("vizsla");
        assertThat(asked.get(0).toString()).isEqualTo("{\"question\":\"which dog?\",\"generate\":true}");
    }

    @Test
    void leavesOutWhatItDoesNotKnow() {
        String news = ": still here\n\nevent: message\nid: 7\ndata: {\"type\":\"mood\",\"is\":\"good\"}\n\n";
        serve(200, "text/event-stream;charset=UTF-8", news + text("A") + DONE, false);

        StringBuilder pieces = new StringBuilder();
        try (AnswerStream stream = stream()) {
            Answer answer = stream.whole(pieces::append);

            assertThat(answer.text()).isEqualTo("A pointing dog. [1]");
            assertThat(stream.hasNext()).isFalse();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(stream::next);
        }
        assertThat(pieces).hasToString("A");
    }

    @Test
    void errorInTheMiddleIsThrownWithItsCode() {
        String error = "data: {\"type\":\"error\",\"problem\":{\"status\":503,\"code\":\"chat_unavailable\","
                + "\"detail\":\"The chat model is gone\"}}\n\n";
        serve(200, "text/event-stream", text("A") + error, false);

        try (AnswerStream stream = stream()) {
            assertThatExceptionOfType(VizslaClientException.class)
                    .isThrownBy(() -> stream.whole(piece -> {}))
                    .withMessage("The chat model is gone")
                    .satisfies(refused -> {
                        assertThat(refused.code()).isEqualTo("chat_unavailable");
                        assertThat(refused.mayPassLater()).isTrue();
                    });
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    void refusalIsThrownBeforeTheStreamBegins() {
        serve(
                400,
                "application/problem+json",
                "{\"code\":\"invalid_argument\",\"detail\":\"question = x is not valid\",\"field\":\"question\"}",
                false);

        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(this::stream)
                .satisfies(refused -> assertThat(refused.field()).hasValue("question"));
    }

    @Test
    void streamThatEndsTooEarlyIsUnreachable() {
        serve(200, "text/event-stream", text("A") + "data: {\"type\":\"text\"", false);

        assertCode(VizslaClientException.UNREACHABLE);
    }

    @Test
    void whatIsNoStreamOfAnswersIsNotVizsla() {
        serve(200, "text/html", "<p>Welcome</p>", false);
        assertCode(VizslaClientException.NOT_VIZSLA);

        server.removeContext("/");
        serve(200, "text/event-stream", "data: <p>\n\n", false);
        assertCode(VizslaClientException.NOT_VIZSLA);

        server.removeContext("/");
        serve(200, "text/event-stream", "data: {\"type\":\"done\"}\n\n", false);
        assertCode(VizslaClientException.NOT_VIZSLA);
    }

    @Test
    void silenceIsATimeout() {
        serve(200, "text/event-stream", text("A"), true);

        assertCode(VizslaClientException.TIMEOUT, SHORT);
    }

    @Test
    void silenceInARefusalIsATimeout() {
        serve(500, "text/plain", "wait", true);

        assertCode(VizslaClientException.TIMEOUT, SHORT);
    }

    @Test
    void closingWakesUpWhoeverReads() throws Exception {
        serve(200, "text/event-stream", text("A"), true);
        AnswerStream stream = new VizslaClient(options(LONG)).stream("animals", question());
        stream.next();
        Thread closer = Thread.ofVirtual().start(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            stream.close();
        });

        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(stream::hasNext)
                .satisfies(closed -> assertThat(closed.code()).isEqualTo(VizslaClientException.CLOSED));
        closer.join();
        stream.close();
    }

    private void assertCode(String code) {
        assertCode(code, LONG);
    }

    private void assertCode(String code, Duration timeout) {
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> {
                    try (AnswerStream stream = stream(timeout)) {
                        stream.whole(piece -> {});
                    }
                })
                .satisfies(broken -> assertThat(broken.code()).isEqualTo(code));
    }

    private AnswerStream stream() {
        return stream(LONG);
    }

    private AnswerStream stream(Duration timeout) {
        return new VizslaClient(options(timeout)).stream("animals", question());
    }

    private ClientOptions options(Duration timeout) {
        return ClientOptions.of("http://localhost:" + server.getAddress().getPort())
                .withTimeout(timeout);
    }

    private static AnswerRequest question() {
        return AnswerRequest.of("which dog?");
    }

    private static String text(String piece) {
        return "data: {\"type\":\"text\",\"text\":\"" + piece + "\"}\n\n";
    }

    /** Sends so much, and ends or falls silent. */
    private void serve(int status, String type, String body, boolean silent) {
        server.createContext("/", exchange -> {
            asked.add(Exchange.MAPPER.readTree(exchange.getRequestBody()));
            respond(exchange, status, type, body, silent);
        });
    }

    private void respond(HttpExchange exchange, int status, String type, String body, boolean silent)
            throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (silent && !over.await(20, TimeUnit.SECONDS)) {
                throw new IOException("nobody ended the test");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
