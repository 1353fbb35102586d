package io.vizsla.standalone.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Answer;
import io.vizsla.client.AnswerPassage;
import io.vizsla.client.AnswerRequest;
import io.vizsla.client.Document;
import io.vizsla.client.VizslaClient;
import io.vizsla.query.chat.ConfiguredChat;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers by a chat model of LangChain4j that is a bean. */
@QuarkusTest
@TestProfile(BeanProfile.class)
@Timeout(60)
class BeanAnswerIT {

    private static final String QUESTION = "which dog points at birds?";

    private final VizslaClient client = VizslaClient.of("http://localhost:" + Asking.port());

    @Inject
    BeanModel model;

    @Inject
    ConfiguredChat chat;

    @BeforeEach
    void fill() {
        client.putCollection("beans", Map.of());
        client.putAll(
                "beans",
                List.of(new Document(
                        "vizsla",
                        null,
                        "The Vizsla is a pointing dog from Hungary. This dog points at birds.",
                        Map.of())));
    }

    @Test
    void theBeanAnswersAndNotTheAddress() {
        Answer answer = client.answer("beans", AnswerRequest.of(QUESTION));

        assertThat(answer.kind()).as("%s", answer.reason()).isEqualTo(Answer.Kind.GENERATED);
        assertThat(answer.model()).isEqualTo("bean");
        assertThat(answer.text()).isEqualTo(BeanModel.SAYS);
        assertThat(answer.grounded()).isTrue();
        assertThat(answer.passages()).extracting(AnswerPassage::documentId).containsExactly("vizsla");
        assertThat(model.asked().getLast()).contains(QUESTION, "This dog points at birds.");
    }

    /** In how many pieces is a matter of how fast they are read: what waits becomes one. */
    @Test
    void itsWordsAreStreamed() throws Exception {
        List<JsonNode> events = new Asking().streamed("beans", Asking.question(QUESTION));

        assertThat(events)
                .filteredOn(event -> event.at("/type").asText().equals("text"))
                .isNotEmpty()
                .extracting(event -> event.at("/text").asText())
                .satisfies(pieces -> assertThat(pieces.stream().collect(Collectors.joining()))
                        .isEqualTo(BeanModel.SAYS));
        assertThat(events.getLast().at("/answer/model").asText()).isEqualTo("bean");
    }

    @Test
    void oneThatFailsLeavesTheAnswerToThePassages() {
        Answer answer = client.answer("beans", AnswerRequest.of("which pointing dog points at birds? fail"));

        assertThat(answer.kind()).isEqualTo(Answer.Kind.EXTRACTIVE);
        assertThat(answer.reason()).contains("as the question says");
    }

    @Test
    void whatJudgesAndWritesQuestionsAsksItToo() {
        assertThat(chat.client().orElseThrow().answer("Answer.", QUESTION)).isEqualTo(BeanModel.SAYS);
    }
}
