package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.standalone.rest.Rest.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of bad input share: a collection with a document that must stay findable, and what any answer must be. */
abstract class BadInput {

    static final String WAIT = "?wait=indexed&timeout=100s";

    final Rest rest = new Rest();

    @BeforeEach
    void makeCollection() {
        rest.put("/v1/collections/bad", "{\"fields\":{\"year\":\"integer\",\"kind\":\"keyword\",\"at\":\"date\"}}");
        Answer answer = rest.put(
                "/v1/collections/bad/documents/neighbor" + WAIT,
                "{\"text\":\"The neighbor is found whatever happens.\",\"metadata\":{\"year\":2020}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    static void problem(Answer answer, String field) {
        assertFine(answer);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().at("/field").asText()).isEqualTo(field);
        assertThat(answer.json().at("/bound").asText()).isNotEmpty();
    }

    void assertNeighborIsFound() {
        Answer answer = search("{\"query\":\"neighbor is found whatever happens\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/hits").findValuesAsText("documentId")).contains("neighbor");
    }

    Answer search(String json) {
        return rest.post("/v1/collections/bad/search", json);
    }

    Answer feedback(String json) {
        return rest.post("/v1/collections/bad/feedback", json);
    }

    Answer judge(String line) {
        return rest.lines("/v1/collections/bad/judgements", line.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer is fine if it is no 5xx, and a problem with a code where it is a 4xx. */
    static void assertFine(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        assertThat(answer.text()).doesNotContain("\tat ", "Exception");
        if (answer.status() >= 400) {
            assertThat(answer.type()).as(answer.text()).startsWith("application/problem+json");
            assertThat(answer.json().at("/code").asText()).matches("[a-z_]+");
            assertThat(answer.json().at("/status").asInt()).isEqualTo(answer.status());
            assertThat(answer.json().at("/detail").asText()).isNotEmpty();
        }
    }

    static String nested(int depth) {
        return "{\"not\":".repeat(depth) + "{\"field\":\"year\",\"op\":\"eq\",\"value\":1}" + "}".repeat(depth);
    }
}
