package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.standalone.rest.Rest.Answer;
import java.nio.charset.StandardCharsets;

/** Short words for tests that fill collections and search them. */
abstract class Searching {

    static final String WAIT = "?wait=indexed&timeout=90s";

    final Rest rest = new Rest();

    void collection(String name, String settings) {
        Answer answer = rest.put("/v1/collections/" + name, settings);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    void collection(String name) {
        collection(name, "{}");
    }

    void document(String collection, String id, String text) {
        put(collection, id, text);
    }

    Answer put(String collection, String id, String text) {
        Answer answer = rest.put(path(collection, id) + WAIT, "{\"text\":" + Rest.quoted(text) + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    static String path(String collection, String id) {
        return "/v1/collections/" + collection + "/documents/" + Rest.encoded(id);
    }

    JsonNode judge(String collection, String... lines) {
        byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        Answer answer = rest.lines("/v1/collections/" + collection + "/judgements" + WAIT, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    JsonNode search(String collection, String request) {
        Answer answer = rest.post("/v1/collections/" + collection + "/search", request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** Returns what an explained search tells of a step; missing if the step did not run. */
    static JsonNode step(JsonNode answer, String name) {
        for (JsonNode step : answer.at("/explain/steps")) {
            if (step.at("/step").asText().equals(name)) {
                return step;
            }
        }
        return answer.at("/there is no such step");
    }

    double[] embed(String request) {
        Answer answer = rest.post("/v1/embeddings", request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode values = answer.json().at("/data/0/embedding");
        double[] vector = new double[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i).asDouble();
        }
        return vector;
    }

    static double cosine(double[] a, double[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }

    static void problem(Answer answer, int status, String code, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().at("/code").asText()).isEqualTo(code);
        assertThat(answer.json().at("/field").asText()).as(answer.text()).isEqualTo(field);
        assertThat(answer.json().at("/bound").asText()).isNotEmpty();
    }
}
