package io.vizsla.standalone.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.ClientOptions;
import io.vizsla.client.Document;
import io.vizsla.client.VizslaClient;
import io.vizsla.standalone.console.ConsoleAnswerProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents answer and what they do not by the default settings, with the default model: the guides of the handbook. */
@QuarkusTest
@TestProfile(ConsoleAnswerProfile.class)
@Timeout(180)
class DefaultScoreIT {

    private static final Path GUIDES = Path.of("../../docs/guides");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Asking asking = new Asking();

    @BeforeEach
    void fill() throws IOException {
        ClientOptions options = ClientOptions.of("http://localhost:" + Asking.port());
        VizslaClient client = new VizslaClient(options.withTimeout(PATIENCE));
        List<Document> guides = guides();
        client.putCollection("guides", Map.of());
        client.putAll("guides", guides);
        // A busy machine takes longer over all of them than an instance waits for a document.
        await().atMost(PATIENCE)
                .until(() -> client.describe("guides").documents().indexed() == guides.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "who won the football world cup in 1998?",
                "how many calories are in an egg?",
                "what is the capital of Mongolia?",
                "which drugs treat malaria in children?",
                "when does the next train to Budapest leave?"
            })
    void questionsOfOtherThingsAreNotAnswered(String question) throws Exception {
        for (boolean generate : List.of(true, false)) {
            JsonNode answer = ask(question, generate);

            assertThat(answer.at("/kind").asText()).as("%s", answer).isEqualTo("absent");
            assertThat(answer.at("/reason").asText()).startsWith("no passage reaches the score 0.05");
            assertThat(answer.at("/passages")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "how do I make a key for an application?",
                "how do I send a PDF file?",
                "when is a refresh refused?",
                "which tools does the Model Context Protocol server offer?",
                "how do I go back to the model before?"
            })
    void questionsOfTheDocumentsAre(String question) throws Exception {
        assertThat(ask(question, true).at("/kind").asText()).isEqualTo("generated");
        assertThat(ask(question, false).at("/kind").asText()).isEqualTo("extractive");
    }

    private JsonNode ask(String question, boolean generate) throws Exception {
        return asking.whole("guides", Map.of("question", question, "generate", generate))
                .json();
    }

    private static List<Document> guides() throws IOException {
        try (Stream<Path> pages = Files.list(GUIDES)) {
            return pages.sorted().map(DefaultScoreIT::document).toList();
        }
    }

    private static Document document(Path page) {
        try {
            return new Document(page.getFileName().toString(), null, Files.readString(page), Map.of());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
