package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class McpBridgeTest {

    private static final String ASKED = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}";

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
        String begun = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
        McpBridge bridge = new McpBridge(new VizslaClient(instance.url(), "vz_secret"), answers::add);
        instance.on("POST /mcp", 200, "{\"id\":1,\"result\":{\"protocolVersion\":\"2025-03-26\"}}");
        bridge.pass(begun);
        instance.on("POST /mcp", 200, "{\"id\":7,\"result\":{\"protocolVersion\":\"not the first answer\"}}");
        bridge.pass(ASKED);
        bridge.pass(ASKED);

        List<FakeInstance.Asked> asked = instance.asked("POST /mcp");
        assertThat(asked).extracting(one -> one.header("Authorization")).containsOnly("Bearer vz_secret");
        assertThat(asked)
                .extracting(one -> one.header("MCP-Protocol-Version"))
                .containsExactly(null, "2025-03-26", "2025-03-26");
    }

    @Test
    void withoutAKeyThereIsNoneAndTheRefusalSaysHowToBringOne() {
        instance.on("POST /mcp", 401, "{}");
        bridge(instance.url()).pass(ASKED);

        assertThat(instance.asked("POST /mcp").getFirst().header("Authorization"))
                .isNull();
        assertThat(answers).singleElement().asString().contains("answered 401", "--key or VIZSLA_API_KEY");
    }

    private McpBridge bridge(String url) {
        return new McpBridge(new VizslaClient(url, null), answers::add);
    }
}
