package io.vizsla.standalone.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Answer;
import io.vizsla.client.AnswerEvent;
import io.vizsla.client.AnswerPassage;
import io.vizsla.client.AnswerRequest;
import io.vizsla.client.AnswerStream;
import io.vizsla.client.Document;
import io.vizsla.client.Filter;
import io.vizsla.client.Message;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.client.VizslaClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers through the Java client. */
@QuarkusTest
@TestProfile(ChatProfile.class)
@Timeout(180)
class ClientAnswerIT {

    private static final String DOGS = "which dog points at birds? ";
    private static final String USUAL = "The Vizsla is a pointing dog from Hungary [1].";

    /** Far from the score below which nothing is said to answer, in whichever precision the machine reads. */
    private static final String POINTER = "The Vizsla is a pointing dog from Hungary. This dog points at birds.";

    private final VizslaClient client = VizslaClient.of("http://localhost:" + Asking.port());

    @BeforeEach
    void fill() {
        client.putCollection("kennel", Map.of("fields", Map.of("kind", "keyword")));
        client.putAll(
                "kennel",
                List.of(
                        new Document("vizsla", null, POINTER, kind("dog")),
                        new Document("owl", null, "The barn owl hunts by ear.", kind("bird"))));
    }

    @Test
    void wholeAnswerIsTyped() {
        Answer answer = client.answer("kennel", AnswerRequest.of(DOGS));

        assertThat(answer.kind()).isEqualTo(Answer.Kind.GENERATED);
        assertThat(answer.model()).isEqualTo("scripted");
        assertThat(answer.text()).isEqualTo(USUAL);
        assertThat(answer.grounded()).isTrue();
        assertThat(answer.citations()).singleElement().satisfies(citation -> {
            assertThat(answer.statement(citation)).isEqualTo("The Vizsla is a pointing dog from Hungary");
            assertThat(answer.passage(citation).documentId()).isEqualTo("vizsla");
            assertThat(answer.passage(citation).metadata()).isEqualTo(kind("dog"));
        });
    }

    @Test
    void streamedAnswerComesPieceByPiece() {
        StringBuilder pieces = new StringBuilder();
        try (AnswerStream stream = client.stream("kennel", AnswerRequest.of(DOGS))) {
            assertThat(stream.next())
                    .isInstanceOfSatisfying(AnswerEvent.Passages.class, found -> assertThat(found.passages())
                            .extracting(AnswerPassage::documentId)
                            .contains("vizsla"));
            Answer answer = stream.whole(pieces::append);

            assertThat(answer.text()).isEqualTo(USUAL).isEqualTo(pieces.toString());
        }
    }

    @Test
    void extractQuotesThePassages() {
        AnswerRequest request = AnswerRequest.of("who hunts by ear?")
                .extractive()
                .searching(SearchRequest.of("").withTopK(1).withFilter(Filter.eq("kind", "bird")));

        Answer answer = client.answer("kennel", request);

        assertThat(answer.kind()).isEqualTo(Answer.Kind.EXTRACTIVE);
        assertThat(answer.model()).isNull();
        assertThat(answer.passages()).extracting(AnswerPassage::documentId).containsExactly("owl");
        assertThat(answer.citations()).singleElement().satisfies(citation -> assertThat(
                        answer.passage(citation).text())
                .contains(citation.quote()));
    }

    @Test
    void whatTheDocumentsDoNotAnswerIsAbsent() {
        AnswerRequest request =
                AnswerRequest.of(DOGS).searching(SearchRequest.of("").withMinScore(1));

        Answer answer = client.answer("kennel", request);

        assertThat(answer.kind()).isEqualTo(Answer.Kind.ABSENT);
        assertThat(answer.citations()).isEmpty();
        assertThat(answer.reason()).contains("no passage reaches the score 1.0");
    }

    @Test
    void conversationIsCondensed() {
        AnswerRequest request = AnswerRequest.to(List.of(
                Message.user("tell me of dogs"),
                Message.assistant("Which one?"),
                Message.user("and what does it do?")));

        Answer answer = client.answer("kennel", request);

        assertThat(answer.question()).isEqualTo("which dog points at birds?");
    }

    /** Before the model's first word and between two of them. */
    @ParameterizedTest
    @ValueSource(strings = {"hang", "drip"})
    void closingEndsTheWorkWithinASecond(String script) throws Exception {
        Asking asking = new Asking();

        Duration after = Asking.shortest(() -> asking.goesOnWithout(() -> {
            AnswerStream stream = client.stream("kennel", AnswerRequest.of(DOGS + "{" + script + "}"));
            stream.next();
            if (script.equals("drip")) {
                assertThat(stream.next())
                        .isInstanceOfSatisfying(AnswerEvent.Text.class, piece -> assertThat(piece.text())
                                .startsWith("drip "));
            }
            return stream;
        }));

        assertThat(after).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void breakingOffAndRefusalsAreThrown() {
        AnswerRequest broken = AnswerRequest.of(DOGS + "{broken}");
        AnswerRequest wrong =
                AnswerRequest.of(DOGS).searching(SearchRequest.of("").withTopK(21));

        try (AnswerStream stream = client.stream("kennel", broken)) {
            assertThatExceptionOfType(VizslaClientException.class)
                    .isThrownBy(() -> stream.whole(piece -> {}))
                    .satisfies(failed -> assertThat(failed.code()).isEqualTo("chat_unavailable"));
        }
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> client.answer("kennel", broken))
                .satisfies(failed -> assertThat(failed.mayPassLater()).isTrue());
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> client.stream("kennel", wrong))
                .satisfies(refused -> assertThat(refused.field()).hasValue("topK"));
    }

    private static Map<String, String> kind(String kind) {
        return Map.of("kind", kind);
    }
}
