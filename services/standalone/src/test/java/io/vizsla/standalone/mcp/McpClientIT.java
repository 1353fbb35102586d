package io.vizsla.standalone.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Document;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.standalone.guide.GuidePage;
import io.vizsla.standalone.rest.InstanceProfile;
import io.vizsla.testkit.PythonEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tools as the protocol's own client for Python finds them, over streamable HTTP and by the command of {@code docs/guides/mcp.md}. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class McpClientIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPT = Path.of("src/test/resources/mcp/tools.py");
    private static final Path LAUNCHER =
            Path.of("../../vizsla").toAbsolutePath().normalize();
    private static final Path COMMANDS = Path.of("../cli/target/vizsla-cli.jar");
    private static final List<List<Object>> CALLS = List.of(
            List.of("search", Map.of("collection", "pets", "query", "pointing dog")),
            List.of("get_document", Map.of("collection", "pets", "documentId", "vizsla")),
            List.of("list_collections", Map.of()),
            List.of("search", Map.of("collection", "nothing", "query", "pointing dog")));

    private final int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    private final String url = "http://localhost:" + port;
    private final VizslaClient client = VizslaClient.of(url);

    @BeforeEach
    void fill() {
        client.putCollection("pets", Map.of("fields", Map.of("kind", "keyword")));
        client.putAll(
                "pets",
                List.of(
                        new Document("vizsla", "Vizsla", "The Vizsla is a pointing dog.", Map.of("kind", "dog")),
                        new Document("owl", null, "The barn owl hunts by ear.", Map.of("kind", "bird"))));
    }

    @Test
    void findsTheToolsOverHttp() throws Exception {
        assertFound(ask(List.of(url + "/mcp")));
    }

    @Test
    void findsTheToolsByTheCommandOfThePage() throws Exception {
        assumeTrue(Files.exists(COMMANDS), COMMANDS + " is not there: ./mvnw -pl services/cli package");

        assertFound(ask(command()));
    }

    /** The command that the page has programs start. */
    private List<String> command() throws Exception {
        List<String> shown = GuidePage.of("docs/guides/mcp.md", port).snippets("json");
        assertThat(shown).hasSize(2);
        JsonNode server = JSON.readTree(shown.getFirst()).at("/mcpServers/vizsla");
        ObjectNode keyed = (ObjectNode) JSON.readTree(shown.get(1)).at("/mcpServers/vizsla");
        assertThat(keyed.remove("env")).hasToString("{\"VIZSLA_API_KEY\":\"vz_...\"}");
        assertThat(keyed).isEqualTo(server);
        List<String> words = new ArrayList<>(List.of(server.at("/command").asText()));
        server.at("/args").forEach(word -> words.add(word.asText()));
        assertThat(words.getFirst()).isEqualTo("/path/to/vizsla");
        words.set(0, LAUNCHER.toString());
        return words;
    }

    private JsonNode ask(List<String> server) throws Exception {
        List<String> words = new ArrayList<>(List.of("python", SCRIPT.toString(), JSON.writeValueAsString(CALLS)));
        words.addAll(server);
        String told = PythonEnvironment.of("mcp", "mcp==2.3.0")
                .run(Map.of("VIZSLA_URL", url, "VIZSLA_BUILD", "never"), words.toArray(String[]::new));
        return JSON.readTree(told);
    }

    private void assertFound(JsonNode told) throws Exception {
        assertThat(told.at("/server").asText()).isEqualTo("vizsla");
        assertThat(told.at("/tools"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("search", "get_document", "list_collections");
        JsonNode found = result(told, 0).at("/passages/0");
        assertThat(found.at("/documentId").asText()).isEqualTo("vizsla");
        assertThat(found.at("/score").asDouble())
                .isEqualTo(client.search("pets", SearchRequest.of("pointing dog"))
                        .hits()
                        .getFirst()
                        .score());
        assertThat(result(told, 1).at("/chunks/0/text").asText()).isEqualTo("The Vizsla is a pointing dog.");
        assertThat(result(told, 2).at("/collections").findValuesAsText("name")).contains("pets");
        JsonNode refused = told.at("/results/3");
        assertThat(refused.at("/isError").asBoolean()).isTrue();
        assertThat(refused.at("/content/0/text").asText()).startsWith("unknown_collection: ");
    }

    private static JsonNode result(JsonNode told, int call) throws Exception {
        JsonNode result = told.at("/results/" + call);
        assertThat(result.at("/isError").asBoolean()).as("%s", result).isFalse();
        assertThat(JSON.readTree(result.at("/content/0/text").asText())).isEqualTo(result.at("/structuredContent"));
        return result.at("/structuredContent");
    }
}
