package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.testkit.PythonEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Cohere's clients for Python, both versions, get what the plain call gets. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class RerankClientsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPT = Path.of("src/test/resources/rerank/cohere_clients.py");
    private static final String QUERY = "pointing dog";
    private static final List<String> PASSAGES = List.of(
            "a loaf of bread", "the Vizsla, a pointing dog", "a cloud over the sea", "a dog that sleeps all day");

    private final Rest rest = new Rest();

    @Test
    void bothVersionsGetThePlainOrderAndScores() throws Exception {
        JsonNode plain = rest.post(
                        "/v1/rerank",
                        JSON.writeValueAsString(
                                Map.of("model", "bge-small-en-v1.5", "query", QUERY, "documents", PASSAGES)))
                .json()
                .at("/results");

        JsonNode told = ask();

        List<String> expected = new ArrayList<>();
        plain.forEach(result -> expected.add(
                "[" + result.at("/index") + "," + result.at("/relevance_score").asDouble() + "]"));
        assertThat(expected).hasSameSizeAs(PASSAGES).first().asString().startsWith("[1,");
        assertThat(told.at("/first")).extracting(JsonNode::toString).isEqualTo(expected);
        assertThat(told.at("/second")).extracting(JsonNode::toString).isEqualTo(expected);
        assertThat(told.at("/top")).extracting(JsonNode::toString).isEqualTo(expected.subList(0, 2));
        assertThat(told.at("/texts/0").asText()).isEqualTo(PASSAGES.get(1));
        assertThat(told.at("/refused").asText()).isEqualTo("invalid_argument");
    }

    private static JsonNode ask() throws Exception {
        String url = "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        List<String> words = new ArrayList<>(List.of("python", SCRIPT.toString(), url, QUERY, "2"));
        words.addAll(PASSAGES);
        return JSON.readTree(
                PythonEnvironment.of("cohere", "cohere==7.3.1").run(Map.of(), words.toArray(String[]::new)));
    }
}
