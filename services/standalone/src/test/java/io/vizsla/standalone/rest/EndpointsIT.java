package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InstanceProfile.class)
class EndpointsIT extends Searching {

    @Test
    void createsDescribesListsAndDeletesCollection() {
        Answer created =
                rest.put("/v1/collections/made", "{\"fields\":{\"year\":\"integer\"},\"cutting\":{\"maxTokens\":100}}");
        Answer again = rest.put("/v1/collections/made", "{}");
        Answer described = rest.get("/v1/collections/made");
        Answer listed = rest.get("/v1/collections");
        Answer deleted = rest.delete("/v1/collections/made");

        assertThat(created.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(described.json()).isEqualTo(again.json());
        assertThat(described.json().at("/model").asText()).isEqualTo("bge-small-en-v1.5");
        assertThat(described.json().at("/cutting/maxTokens").asInt()).isEqualTo(100);
        assertThat(described.json().at("/fields/year").asText()).isEqualTo("integer");
        assertThat(described.json().at("/documents/indexed").asInt()).isZero();
        assertThat(listed.json().at("/collections").findValuesAsText("name")).contains("made");
        assertThat(deleted.status()).isEqualTo(204);
        problem(rest.get("/v1/collections/made"), 404, "unknown_collection", "collection");
    }

    @Test
    void recreatedCollectionIsEmpty() {
        collection("again");
        assertThat(put("again", "d", "The same words as before").status()).isEqualTo(200);
        assertThat(rest.delete("/v1/collections/again").status()).isEqualTo(204);
        collection("again");

        assertThat(search("again", "{\"query\":\"same words\"}").at("/hits")).isEmpty();
        assertThat(put("again", "d", "The same words as before")
                        .json()
                        .at("/chunks")
                        .asInt())
                .isEqualTo(1);
        assertThat(search("again", "{\"query\":\"same words\"}").at("/hits")).hasSize(1);
    }

    @Test
    void namesTheMethodsOfAnAddress() {
        for (String[] address : new String[][] {
            {"GET", "/v1/collections/c/search", "POST"},
            {"GET", "/v1/embeddings", "POST"},
            {"GET", "/v1/rerank", "POST"},
            {"GET", "/v1/collections/c/feedback", "POST"},
            {"GET", "/v1/collections/c/files", "POST"},
            {"PUT", "/v1/collections/c/dead-letters/replay", "POST"},
            {"POST", "/v1/models", "GET, HEAD"},
            {"POST", "/v1/collections/c", "DELETE, GET, HEAD, PUT"},
            {"POST", "/v1/collections/a%2Fb", "DELETE, GET, HEAD, PUT"},
            {"PUT", "/v1/collections/c/documents", "GET, HEAD, POST"},
            {"POST", "/v1/collections/c/documents/a/b", "DELETE, GET, HEAD, PUT"}
        }) {
            String answer = rest.wholeAnswer(address[0], address[1]);
            assertThat(answer).as(address[1]).startsWith("HTTP/1.1 405").contains("\"code\":\"method_not_allowed\"");
            assertThat(answer.lines()).as(address[1]).anyMatch(("Allow: " + address[2])::equalsIgnoreCase);
        }
        assertThat(rest.get("/v1/collections/c/nothing").status()).isEqualTo(404);
    }

    @Test
    void hitCarriesScoreSignalsAndHighlights() {
        collection("hits");
        put("hits", "dog", "The Vizsla is a pointing dog from Hungary.");
        put("hits", "cat", "A cat sleeps most of the day.");

        for (String mode : List.of("hybrid", "dense", "lexical")) {
            JsonNode answer =
                    search("hits", "{\"query\":\"pointing dogs\",\"explain\":true,\"mode\":\"" + mode + "\"}");
            JsonNode best = answer.at("/hits/0");
            assertThat(best.at("/documentId").asText()).isEqualTo("dog");
            assertThat(best.at("/rank").asInt()).isEqualTo(1);
            assertThat(best.at("/score").asDouble()).isBetween(0.0, 1.0);
            assertThat(best.at("/highlights/0/0").asInt()).isEqualTo(16);
            assertThat(answer.at("/mode").asText()).isEqualTo(mode);
            assertThat(answer.at("/timings/total").asDouble()).isPositive();
            assertThat(answer.at("/explain/steps")).isNotEmpty();
        }
    }

    @Test
    void filtersByDeclaredFields() {
        rest.put("/v1/collections/filters", "{\"fields\":{\"year\":\"integer\",\"kind\":\"keyword\"}}");
        for (int year = 2000; year < 2004; year++) {
            rest.put(
                    path("filters", "d" + year) + WAIT,
                    "{\"text\":\"a report\",\"metadata\":{\"year\":" + year + ",\"kind\":\"k\"}}");
        }

        JsonNode answer = search(
                "filters",
                "{\"query\":\"report\",\"filter\":{\"and\":[{\"field\":\"year\",\"op\":\"gte\",\"value\":2002},"
                        + "{\"not\":{\"field\":\"year\",\"op\":\"eq\",\"value\":2003}}]}}");

        assertThat(answer.at("/hits").findValuesAsText("documentId")).containsExactly("d2002");
    }

    @Test
    void refusesChangeThatDocumentsStandAgainst() {
        collection("fixed");
        put("fixed", "d", "text");

        problem(rest.put("/v1/collections/fixed", "{\"language\":\"de\"}"), 409, "conflict", "language");
        problem(rest.put("/v1/collections/fixed", "{\"cutting\":{\"maxTokens\":64}}"), 409, "conflict", "cutting");
        problem(rest.put("/v1/collections/fixed", "{\"fields\":{\"a\":\"date\"}}"), 409, "conflict", "fields");
        assertThat(rest.put("/v1/collections/fixed", "{\"pipeline\":{\"candidates\":20}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void embedsInBothEncodings() {
        JsonNode floats = rest.post("/v1/embeddings", "{\"input\":\"a dog\",\"model\":\"bge-small-en-v1.5\"}")
                .json();
        // The same text is company that moves no vector, in whichever precision the machine reads.
        JsonNode base64 = rest.post(
                        "/v1/embeddings",
                        "{\"input\":[\"a dog\",\"a dog\"],\"model\":\"bge-small-en-v1.5\",\"encoding_format\":\"base64\"}")
                .json();

        float first = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(base64.at("/data/0/embedding").asText()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat();
        assertThat(floats.at("/data/0/embedding")).hasSize(384);
        assertThat(base64.at("/data")).hasSize(2);
        assertThat(first).isCloseTo((float) floats.at("/data/0/embedding/0").asDouble(), within(0.02f));
        assertThat(floats.at("/usage/total_tokens").asInt()).isPositive();
        problem(rest.post("/v1/embeddings", "{\"input\":\"a\",\"model\":\"none\"}"), 404, "unknown_model", "model");
    }

    @Test
    void reranksByTokensWhereThereIsNoCrossEncoder() {
        JsonNode answer = rest.post(
                        "/v1/rerank",
                        "{\"query\":\"pointing dog\",\"documents\":[\"a loaf of bread\",{\"text\":\"the Vizsla, a pointing dog\"}],"
                                + "\"top_n\":1,\"return_documents\":true}")
                .json();

        assertThat(answer.at("/results")).hasSize(1);
        assertThat(answer.at("/results/0/index").asInt()).isEqualTo(1);
        assertThat(answer.at("/results/0/document/text").asText()).startsWith("the Vizsla");
        assertThat(answer.at("/results/0/relevance_score").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void tellsHowItIs() {
        collection("told");
        put("told", "d", "text");

        assertThat(rest.get("/v1/models").json().at("/data").findValuesAsText("id"))
                .contains("bge-small-en-v1.5", "all-minilm-l6-v2");
        assertThat(rest.get("/v1/status").json().at("/broker/bootstrapServers").asText())
                .contains(":");
        assertThat(rest.get("/v1/collections/told/check").json().at("/sound").asBoolean())
                .isTrue();
        assertThat(rest.get("/q/health/live").status()).isEqualTo(200);
        assertThat(rest.get("/q/health/started").status()).isEqualTo(200);
        assertThat(rest.get("/q/health/ready").status()).isEqualTo(200);
        search("told", "{\"query\":\"text\"}");
        // What only a gauge refers to would be gone.
        System.gc();
        assertThat(rest.get("/q/metrics").text())
                .doesNotContainPattern("(?m)^vizsla_.* NaN$")
                .contains(
                        "vizsla_ingest_lag",
                        "vizsla_ingest_records_total{outcome=\"indexed\"}",
                        "vizsla_dead_letters_total",
                        "vizsla_search_stage_seconds",
                        "vizsla_search_requests_total{mode=\"hybrid\",status=\"ok\"}",
                        "vizsla_encoder_tokens_total",
                        "vizsla_encoder_queue_wait_seconds",
                        "vizsla_encoder_batch_seconds",
                        "vizsla_index_chunks",
                        "vizsla_index_bytes");
    }

    @Test
    void describesEveryOperation() {
        String document = rest.get("/q/openapi?format=json").text();
        Answer parsed = new Answer(200, "", document);

        JsonNode paths = parsed.json().at("/paths");
        assertThat(paths.fieldNames())
                .toIterable()
                .contains(
                        "/v1/collections",
                        "/v1/collections/{collection}/documents/{id}",
                        "/v1/collections/{collection}/search",
                        "/v1/collections/{collection}/files",
                        "/v1/embeddings",
                        "/v1/rerank",
                        "/v1/models",
                        "/v1/status");
        paths.forEach(path -> path.forEach(operation -> {
            if (operation.has("responses")) {
                assertThat(operation.at("/summary").asText()).isNotEmpty();
                assertThat(operation.at("/responses/400/content").has("application/problem+json"))
                        .isTrue();
                assertThat(operation.at("/responses").fieldNames())
                        .toIterable()
                        .as("%s", operation.at("/operationId"))
                        .contains("401", "403", "406")
                        .anyMatch(status -> status.startsWith("2"));
            }
        }));
    }

    @Test
    void optionsAreTheMethodsOfTheAddressAlone() {
        assertThat(rest.wholeAnswer("OPTIONS", "/v1/collections"))
                .startsWith("HTTP/1.1 204 ")
                .containsPattern("(?mi)^allow: GET, HEAD, OPTIONS$");
        assertThat(rest.wholeAnswer("OPTIONS", "/v1/collections/handbook"))
                .containsPattern("(?mi)^allow: DELETE, GET, HEAD, OPTIONS, PUT$");
    }
}
