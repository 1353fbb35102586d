package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.cli.FakeInstance.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class McpBridgeTest {

    private static final String ASKED = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}";

    private static final String BEGUN = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String AGREED = "{\"id\":1,\"result\":{\"protocolVersion\":\"2025-03-26\"}}";
    private static final String FOUND = "{\"id\":7,\"result\":{}}";

    private final List<String> answers = new ArrayList<>();
    private FakeInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FakeInstance();
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void passesMessagesOnAndAnswersBack() {
        instance.on("POST /mcp", 200, "event: message\ndata: {\"id\":7,\"result\":{}}\n\n");

        bridge(instance.url()).pass(ASKED);

        assertThat(answers).containsExactly("{\"id\":7,\"result\":{}}");
        assertThat(instance.asked("POST /mcp")).singleElement().satisfies(asked -> assertThat(asked.body())
                .isEqualTo(ASKED));
    }

    @Test
    void plainJsonIsAnAnswerTooAndANotificationHasNone() {
        instance.on("POST /mcp", 200, "{\"id\":7,\"result\":{}}");
        bridge(instance.url()).pass(ASKED);
        instance.on("POST /mcp", 202, "");
        bridge(instance.url()).pass("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        assertThat(answers).containsExactly("{\"id\":7,\"result\":{}}");
    }

    @Test
    void whatGoesWrongIsAnAnswerToTheOneWhoAsked() {
        instance.on("POST /mcp", 500, "{}");
        bridge(instance.url()).pass(ASKED);
        bridge("http://localhost:1").pass(ASKED);
        bridge("http://localhost:1").pass("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        bridge(instance.url()).pass("not json");
        bridge(instance.url()).pass("[]");

        assertThat(answers).hasSize(4);
        assertThat(answers.get(0)).contains("\"id\":7", "\"code\":-32000", "answered 500");
        assertThat(answers.get(1)).contains("\"id\":7", "does not answer at http://localhost:1");
        assertThat(answers.subList(2, 4))
                .allSatisfy(answer -> assertThat(answer).contains("\"id\":null", "\"code\":-32700"));
    }

    @Test
    void bringsTheKeyAndOnceItIsAgreedTheVersion() {
        McpBridge bridge = new McpBridge(new VizslaClient(instance.url(), "vz_secret"), answers::add);
        instance.on("POST /mcp", 200, AGREED);
        bridge.pass(BEGUN);
        instance.on("POST /mcp", 200, "{\"id\":7,\"result\":{\"protocolVersion\":\"not the first answer\"}}");
        bridge.pass(ASKED);
        bridge.pass(ASKED);

        List<FakeInstance.Asked> asked = instance.asked("POST /mcp");
        assertThat(asked).extracting(one -> one.header("Authorization")).containsOnly("Bearer vz_secret");
        assertThat(asked)
                .extracting(one -> one.header("MCP-Protocol-Version"))
                .containsExactly(null, "2025-03-26", "2025-03-26");
    }

    /** As after a restart, and after half an hour in which nothing was asked. */
    @Test
    void lostSessionsAreBegunAnewAndTheProgramDoesNotHearOfIt() {
        AtomicReference<String> known = new AtomicReference<>("first");
        instance.on("POST /mcp", asked -> inSession(asked, known.get()));
        McpBridge bridge = bridge(instance.url());
        bridge.pass(BEGUN);
        bridge.pass(INITIALIZED);
        known.set("second");
        bridge.pass(ASKED);
        bridge.pass(ASKED);

        assertThat(answers).containsExactly(AGREED, FOUND, FOUND);
        List<FakeInstance.Asked> asked = instance.asked("POST /mcp");
        assertThat(asked)
                .extracting(FakeInstance.Asked::body)
                .containsExactly(BEGUN, INITIALIZED, ASKED, BEGUN, INITIALIZED, ASKED, ASKED);
        assertThat(asked)
                .extracting(one -> one.header("Mcp-Session-Id"))
                .containsExactly(null, "first", "first", null, "second", "second", "second");
        assertThat(asked.get(3).header("MCP-Protocol-Version")).isNull();
    }

    @Test
    void sessionsThatAreLostAgainAreAnError() {
        instance.on(
                "POST /mcp",
                asked -> asked.body().equals(BEGUN) ? inSession(asked, "lost") : inSession(asked, "other"));
        McpBridge bridge = bridge(instance.url());
        bridge.pass(BEGUN);
        bridge.pass(ASKED);

        assertThat(answers).hasSize(2);
        assertThat(answers.getLast()).contains("\"id\":7", "answered 404");
        assertThat(instance.asked("POST /mcp")).hasSize(5);
    }

    @Test
    @Timeout(30)
    void answersThatStallHoldUpNoOther() {
        // The second answer has no more time than the first.
        McpBridge bridge = new McpBridge(new VizslaClient(instance.url(), null), answers::add, Duration.ofSeconds(5));
        instance.on("POST /mcp", _ -> new Answer(200, "data: {\"id\":7,", Map.of(), true));
        bridge.pass(ASKED);
        instance.on("POST /mcp", 200, FOUND);
        bridge.pass(ASKED);

        assertThat(answers).hasSize(2);
        assertThat(answers.getFirst()).contains("\"id\":7", "\"code\":-32000", "not done within 5000 ms");
        assertThat(answers.getLast()).isEqualTo(FOUND);
    }

    @Test
    void withoutAKeyThereIsNoneAndTheRefusalSaysHowToBringOne() {
        instance.on("POST /mcp", 401, "{}");
        bridge(instance.url()).pass(ASKED);

        assertThat(instance.asked("POST /mcp").getFirst().header("Authorization"))
                .isNull();
        assertThat(answers).singleElement().asString().contains("answered 401", "--key or VIZSLA_API_KEY");
    }

    private static Answer inSession(FakeInstance.Asked asked, String known) {
        if (asked.body().equals(BEGUN)) {
            return new Answer(200, AGREED, Map.of("Mcp-Session-Id", known), false);
        }
        if (!known.equals(asked.header("Mcp-Session-Id"))) {
            return Answer.of(404, "Mcp session not found");
        }
        return asked.body().equals(INITIALIZED) ? Answer.of(202, "") : Answer.of(200, FOUND);
    }

    private McpBridge bridge(String url) {
        return new McpBridge(new VizslaClient(url, null), answers::add);
    }
}
