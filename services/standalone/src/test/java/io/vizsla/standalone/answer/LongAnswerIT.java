package io.vizsla.standalone.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Document;
import io.vizsla.client.VizslaClient;
import io.vizsla.standalone.answer.Asking.Reply;
import io.vizsla.standalone.console.ConsoleAnswerProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models that go on and on, and readers who are slow, where there is time for both. */
@QuarkusTest
@TestProfile(ConsoleAnswerProfile.class)
@Timeout(180)
class LongAnswerIT {

    private static final String DOGS = "which dog points at birds? ";
    private static final Duration GUARD = Duration.ofSeconds(60);
    private static final int PASSAGES = 20;

    /** All passages together are more than the buffers of a connection hold, which Linux lets grow to 4 MiB. */
    private static final String LARGE = "x".repeat(250_000);

    private final Asking asking = new Asking();

    @BeforeEach
    void fill() {
        VizslaClient client = VizslaClient.of("http://localhost:" + Asking.port());
        client.putCollection("wide", Map.of());
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < PASSAGES; i++) {
            String text = "The Vizsla is a pointing dog from Hungary. This dog points at birds.";
            documents.add(new Document("vizsla" + i, null, text, Map.of("large", LARGE)));
        }
        client.putAll("wide", documents);
    }

    @Test
    void endlessAnswersAreCut() throws Exception {
        int left = asking.seen().at("/left").size();

        List<JsonNode> streamed = asking.streamed("wide", Asking.question(DOGS + "{flood}"));
        Reply whole = asking.whole("wide", Asking.question(DOGS + "{flood}"));

        JsonNode end = streamed.getLast();
        assertThat(end.at("/type").asText()).as("%s", end).isEqualTo("error");
        assertThat(end.at("/problem/code").asText()).isEqualTo("chat_unavailable");
        assertThat(end.at("/problem/detail").asText()).contains("more than 20000 characters");
        assertThat(text(streamed).length()).isBetween(19_000, 20_000);
        assertThat(whole.status()).isEqualTo(503);
        assertThat(whole.json().at("/code").asText()).isEqualTo("chat_unavailable");
        await().atMost(GUARD)
                .untilAsserted(() -> assertThat(asking.seen().at("/left")).hasSize(left + 2));
    }

    /** It is left at a bound of its length, long before its time is up. */
    @Test
    void modelWhoseLineHasNoEndIsDoneWithout() throws Exception {
        int left = asking.seen().at("/left").size();

        JsonNode answer = asking.streamed("wide", Asking.question(DOGS + "{line}"))
                .getLast()
                .at("/answer");

        assertThat(answer.at("/kind").asText()).as("%s", answer).isEqualTo("extractive");
        assertThat(answer.at("/reason").asText()).startsWith("chat_unavailable").contains("longer than 8388608 bytes");
        await().atMost(GUARD)
                .untilAsserted(() -> assertThat(asking.seen().at("/left")).hasSize(left + 1));
    }

    /** A mark of thousands of numbers is none, and no reason to wait for ever. */
    @Test
    void marksOfThousandsOfNumbersAreText() throws Exception {
        String said = "It points [" + "1,".repeat(9_900) + "1].";

        List<JsonNode> streamed = asking.streamed("wide", Asking.question(DOGS + "{marks 9900}"));
        Reply whole = asking.whole("wide", Asking.question(DOGS + "{marks 9900}"));

        assertThat(streamed.getLast().at("/type").asText()).isEqualTo("done");
        assertThat(streamed.getLast().at("/answer/text").asText()).isEqualTo(said);
        assertThat(whole.status()).as("%s", whole.json()).isEqualTo(200);
        assertThat(whole.json().at("/text").asText()).isEqualTo(said);
        assertThat(whole.json().at("/citations")).isEmpty();
        assertThat(whole.json().at("/grounded").asBoolean()).isFalse();
    }

    /** By the model's own word: it has said the first words, and has not ended. */
    @Test
    void piecesComeBeforeTheModelHasEnded() throws Exception {
        int ended = asking.seen().at("/ended").asInt();
        try (Socket socket = unread(DOGS + "{gate}")) {
            BufferedReader lines = lines(socket);
            JsonNode first = next(lines);
            JsonNode second = next(lines);

            assertThat(first.at("/type").asText()).isEqualTo("passages");
            assertThat(second.at("/text").asText()).isEqualTo("The Vizsla is ");
            assertThat(asking.seen().at("/ended").asInt()).isEqualTo(ended);
            asking.openGate();
            assertThat(next(lines).at("/text").asText()).isEqualTo("a pointing dog from Hungary [1].");
            assertThat(next(lines).at("/type").asText()).isEqualTo("done");
            assertThat(asking.seen().at("/ended").asInt()).isEqualTo(ended + 1);
        }
    }

    @Test
    void readerWhoDoesNotReadHoldsUpNobody() throws Exception {
        int ended = asking.seen().at("/ended").asInt();
        try (Socket slow = unread(DOGS + "{gate}")) {
            Reply neighbor = asking.whole("wide", Asking.question(DOGS));

            assertThat(neighbor.json().at("/kind").asText()).isEqualTo("generated");
            assertThat(asking.seen().at("/ended").asInt()).isEqualTo(ended + 1);
            await().atMost(GUARD).until(() -> asking.running() == 1);
            asking.openGate();
            await().atMost(GUARD).until(() -> asking.running() == 0);
            assertThat(asking.seen().at("/ended").asInt()).isEqualTo(ended + 2);

            JsonNode end = events(slow).getLast();
            assertThat(end.at("/type").asText()).isEqualTo("done");
            assertThat(end.at("/answer/text").asText()).isEqualTo("The Vizsla is a pointing dog from Hungary [1].");
        }
    }

    /** The model says 1,500 pieces to somebody who has not read the passages yet. */
    @Test
    void whatWaitsForAReaderIsOnePiece() throws Exception {
        int ended = asking.seen().at("/ended").asInt();
        try (Socket slow = unread(DOGS + "{flood 19500}")) {
            await().atMost(GUARD).until(() -> asking.seen().at("/ended").asInt() == ended + 1);
            await().atMost(GUARD).until(() -> asking.running() == 0);

            List<JsonNode> events = events(slow);
            assertThat(events.getFirst().at("/passages")).hasSize(PASSAGES);
            assertThat(events).hasSizeLessThan(100);
            assertThat(text(events)).hasSize(19_500);
            assertThat(events.getLast().at("/type").asText()).isEqualTo("done");
            assertThat(events.getLast().at("/answer/text").asText())
                    .isEqualTo(text(events).strip());
        }
    }

    /** Asks, and returns once the model is at work; nothing is read. */
    private Socket unread(String question) throws Exception {
        int asked = asking.seen().at("/asked").size();
        String body = Asking.JSON.writeValueAsString(Map.of("question", question, "topK", PASSAGES));
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout((int) GUARD.toMillis());
        socket.connect(new InetSocketAddress("localhost", Asking.port()));
        // By this version of HTTP the answer comes as it is, and ends with the connection.
        String head =
                "POST /v1/collections/wide/answer HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Accept: text/event-stream\r\nContent-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        await().atMost(GUARD).until(() -> asking.seen().at("/asked").size() > asked);
        return socket;
    }

    private static List<JsonNode> events(Socket socket) throws IOException {
        BufferedReader lines = lines(socket);
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode event = next(lines); !event.isMissingNode(); event = next(lines)) {
            events.add(event);
        }
        return events;
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads the next event; a missing node at the end. */
    private static JsonNode next(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data:")) {
                return Asking.JSON.readTree(line.substring("data:".length()));
            }
        }
        return MissingNode.getInstance();
    }

    private static String text(List<JsonNode> events) {
        return events.stream().map(event -> event.at("/text").asText("")).collect(Collectors.joining());
    }
}
