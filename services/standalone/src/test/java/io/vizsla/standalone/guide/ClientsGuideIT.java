package io.vizsla.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Document;
import io.vizsla.client.Filter;
import io.vizsla.client.Filter.Operator;
import io.vizsla.client.Hit;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.SearchResult;
import io.vizsla.client.VizslaClient;
import io.vizsla.standalone.rest.InstanceProfile;
import io.vizsla.testkit.PythonEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The snippets of {@code docs/guides/clients.md}: by curl, in Java, and in Python by three clients. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
@Timeout(600)
class ClientsGuideIT {

    private static final Pattern ELEMENT = Pattern.compile("<(groupId|artifactId|version)>([^<]+)<");

    private final int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    private final String url = "http://localhost:" + port;

    @Test
    void curlFillsAndSearches() throws Exception {
        GuidePage page = page();

        String told = page.shell(page.command("curl -X PUT"), Map.of());

        assertThat(told).contains("\"hits\":[{\"rank\":1,\"documentId\":\"vizsla\"");
    }

    @Test
    void javaFillsAndSearches() {
        VizslaClient client = VizslaClient.of(url);
        client.putCollection("breeds", Map.of("fields", Map.of("year", "integer")));
        client.put("breeds", new Document("vizsla", "Vizsla", "A pointing dog from Hungary.", Map.of("year", 1825)));
        SearchRequest request = SearchRequest.of("which dog points at birds?")
                .withTopK(3)
                .withFilter(Filter.compare("year", Operator.GTE, 1800));
        SearchResult found = client.search("breeds", request);
        for (Hit hit : found.hits()) {
            System.out.println(hit.score() + " " + hit.title() + ": " + hit.text());
        }

        assertThat(found.hits()).first().satisfies(hit -> assertThat(hit.documentId())
                .isEqualTo("vizsla"));
    }

    @Test
    void requestsFillsAndSearches() throws Exception {
        PythonEnvironment python = PythonEnvironment.of("requests", "requests==2.34.2");

        String told = run(python, "import requests");

        assertThat(told.lines().findFirst()).get().asString().matches("1 [0-9.]+ Poodle");
    }

    @Test
    void openAisClientComparesQueriesWithPassages() throws Exception {
        PythonEnvironment python = PythonEnvironment.of("openai", "openai==3.54.0");

        List<Double> cosines = run(python, "from openai import OpenAI")
                .lines()
                .map(Double::valueOf)
                .toList();

        assertThat(cosines).hasSize(2).allSatisfy(cosine -> assertThat(cosine).isBetween(0.0, 1.0));
        assertThat(cosines.get(1)).isGreaterThan(cosines.get(0));
    }

    @Test
    void coheresClientReranks() throws Exception {
        PythonEnvironment python = PythonEnvironment.of("cohere", "cohere==7.3.1");

        String told = run(python, "import cohere");

        assertThat(told.lines()).hasSize(2).first().asString().matches("0\\.[0-9]+ The Vizsla, a pointing dog\\.");
    }

    @Test
    void dependencyIsThatOfTheModule() throws Exception {
        String pom = Files.readString(Path.of("../../src/client/pom.xml"));
        Matcher named = ELEMENT.matcher(page().snippets("xml").getFirst());

        while (named.find()) {
            assertThat(pom).contains("<" + named.group(1) + ">" + named.group(2) + "<");
        }
    }

    @Test
    void pageShowsWhatRunsHere() throws Exception {
        GuidePage page = page();

        assertThat(page.snippets("java")).hasSize(1);
        assertThat(page.snippets("python")).hasSize(3);
        assertThat(page.snippets("xml")).hasSize(1);
        assertThat(page.snippets("")).hasSize(1);
        assertThat(page.notIn(ClientsGuideIT.class)).isEmpty();
    }

    private String run(PythonEnvironment python, String beginning) throws Exception {
        GuidePage page = page();
        String snippet = page.snippets("python").stream()
                .filter(one -> one.startsWith(beginning))
                .findFirst()
                .orElseThrow();
        return page.program(python.program("python"), "-c", snippet);
    }

    private GuidePage page() throws Exception {
        return GuidePage.of("docs/guides/clients.md", port);
    }
}
