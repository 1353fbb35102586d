package io.vizsla.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Answer;
import io.vizsla.client.AnswerRequest;
import io.vizsla.client.AnswerStream;
import io.vizsla.client.Citation;
import io.vizsla.client.Document;
import io.vizsla.client.Message;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.standalone.rest.InstanceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The snippets of {@code docs/guides/answers.md} that need no chat model; those that do are in {@link ChatGuideIT}. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
@Timeout(120)
class AnswersGuideIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    private final String url = "http://localhost:" + port;

    @BeforeEach
    void fill() {
        VizslaClient client = VizslaClient.of(url);
        client.putCollection("handbook", Map.of());
        client.putAll(
                "handbook",
                List.of(
                        new Document(
                                "refresh",
                                "Refresh",
                                "A refresh is refused when the new model is not better than the one that serves.",
                                Map.of()),
                        new Document("ports", "Ports", "It uses the ports 8080 and 9092.", Map.of())));
    }

    @Test
    void answersWhatIsAskedWithWhatThePageShows() throws Exception {
        GuidePage page = page();

        JsonNode answer = JSON.readTree(page.shell(page.command("curl -s localhost"), Map.of()));

        JsonNode shown = JSON.readTree(page.snippets("json").getFirst());
        assertThat(names(answer)).containsAll(names(shown));
        for (String each : List.of("citations", "passages")) {
            assertThat(names(answer.at("/" + each + "/0")))
                    .containsAll(names(shown.at("/" + each).get(0)));
        }
        assertThat(answer.at("/kind")).isEqualTo(shown.at("/kind"));
        assertThat(answer.at("/reason")).isEqualTo(shown.at("/reason"));
        assertThat(answer.at("/citations/0/supported").asBoolean()).isTrue();
    }

    @Test
    void streamsTheEventsOfTheTable() throws Exception {
        GuidePage page = page();

        String told = page.shell(page.command("curl -sN"), Map.of());

        List<JsonNode> events = new ArrayList<>();
        for (String line : told.lines().filter(line -> line.startsWith("data:")).toList()) {
            events.add(JSON.readTree(line.substring("data:".length())));
        }
        assertThat(events.getFirst().at("/type").asText()).isEqualTo("passages");
        assertThat(events.getLast().at("/type").asText()).isEqualTo("done");
        assertThat(events.getLast().at("/answer/kind").asText()).isEqualTo("extractive");
    }

    @Test
    void javaAsksForAWholeAnswer() {
        VizslaClient client = VizslaClient.of(url);
        Answer answer = client.answer("handbook", AnswerRequest.of("when is a refresh refused?"));
        for (Citation citation : answer.citations()) {
            System.out.println(answer.statement(citation) + " <- "
                    + answer.passage(citation).documentId());
        }

        assertThat(answer.citations()).isNotEmpty();
    }

    @Test
    void javaAsksForAStream() {
        VizslaClient client = VizslaClient.of(url);

        AnswerRequest request = AnswerRequest.to(List.of(
                        Message.user("what is a refresh?"),
                        Message.assistant("A new version of the model that reads queries."),
                        Message.user("and when is it refused?")))
                .searching(SearchRequest.of("").withTopK(4));
        try (AnswerStream stream = client.stream("handbook", request)) {
            Answer answer = stream.whole(System.out::print);
            System.out.println(answer.grounded() ? "" : "\nNot every statement is in the documents.");
        }

        assertThat(client.answer("handbook", request).question()).contains("what is a refresh?");
    }

    @Test
    void pageShowsWhatRunsHere() throws Exception {
        GuidePage page = page();

        assertThat(page.snippets("java")).hasSize(2);
        assertThat(page.snippets("json")).hasSize(1);
        assertThat(page.snippets("")).hasSize(3);
        assertThat(page.notIn(AnswersGuideIT.class)).isEmpty();
    }

    private GuidePage page() throws Exception {
        return GuidePage.of("docs/guides/answers.md", port);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
