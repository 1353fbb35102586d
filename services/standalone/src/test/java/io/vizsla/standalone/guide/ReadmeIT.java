package io.vizsla.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Document;
import io.vizsla.client.VizslaClient;
import io.vizsla.langchain4j.VizslaContentRetriever;
import io.vizsla.standalone.rest.InstanceProfile;
import io.vizsla.testkit.PythonEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code README.md} has a newcomer send: by curl, by OpenAI's client for Python, and in Java. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
@Timeout(300)
class ReadmeIT {

    private final int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    private final String url = "http://localhost:" + port;

    @Test
    void everyCurlIsAnswered() throws Exception {
        GuidePage page = page();
        VizslaClient client = VizslaClient.of(url);
        client.putCollection("handbook", Map.of());
        client.putAll("handbook", List.of(new Document("a", null, "A document that cannot be parsed.", Map.of())));

        List<String> curls = page.snippets("").stream()
                .filter(snippet -> snippet.startsWith("curl "))
                .toList();
        assertThat(curls).hasSizeGreaterThanOrEqualTo(3);
        String first = page.shell(curls.get(0), Map.of());
        String second = page.shell(curls.get(1), Map.of());
        String answer = page.shell(curls.get(2), Map.of());

        assertThat(first).contains("\"hits\":[{\"rank\":1,\"documentId\":\"1\"");
        assertThat(second).contains("\"defaultTask\":\"breeds\"", "\"accepted\":1", "\"explain\"");
        assertThat(answer).contains("\"kind\":\"extractive\"");
    }

    @Test
    void openAisClientForPythonEmbeds() throws Exception {
        PythonEnvironment python = PythonEnvironment.of("openai", "openai==3.54.0");
        GuidePage page = page();
        String snippet = page.snippets("python").getFirst();

        String told = page.program(
                python.program("python"), "-c", snippet + "\nprint(len(vectors.data[0].embedding), vectors.model)\n");

        assertThat(told.strip()).isEqualTo("384 bge-small-en-v1.5");
    }

    @Test
    void javaRetrieves() throws Exception {
        VizslaClient client = VizslaClient.of(url);
        client.putCollection("handbook", Map.of());
        client.putAll("handbook", List.of(new Document("a", null, "A document that cannot be parsed.", Map.of())));

        ContentRetriever retriever = new VizslaContentRetriever(VizslaClient.of(url), "handbook");

        assertThat(retriever.retrieve(Query.from("what cannot be parsed?"))).isNotEmpty();
        assertThat(page().snippets("java")).hasSize(1);
        assertThat(page().notIn(ReadmeIT.class)).isEmpty();
    }

    private GuidePage page() throws IOException {
        return GuidePage.of("README.md", port);
    }
}
