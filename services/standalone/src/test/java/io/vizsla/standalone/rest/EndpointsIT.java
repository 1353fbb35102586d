package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import io.vizsla.standalone.rest.Rest.Part;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InstanceProfile.class)
class EndpointsIT {

    private static final String WAIT = "?wait=indexed&timeout=90s";

    private final Rest rest = new Rest();

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
        assertProblem(rest.get("/v1/collections/made"), 404, "unknown_collection", "collection");
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
    void documentWithSlashesInItsIdGoesAllTheWay() {
        collection("ids");
        String id = "a folder/with + and // and ü/file.txt";

        Answer put = put("ids", id, "The Vizsla points at birds");
        Answer got = rest.get(path("ids", id));
        JsonNode found = search("ids", "{\"query\":\"points at birds\"}").at("/hits/0");
        Answer deleted = rest.delete(path("ids", id) + WAIT);

        assertThat(put.json().at("/id").asText()).isEqualTo(id);
        assertThat(got.json().at("/chunks/0/text").asText()).isEqualTo("The Vizsla points at birds");
        assertThat(found.at("/documentId").asText()).isEqualTo(id);
        assertThat(deleted.json().at("/state").asText()).isEqualTo("deleted");
        assertProblem(rest.get(path("ids", id)), 404, "unknown_document", "id");
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
    void answersAcceptedWithoutWait() {
        collection("nowait");

        Answer answer = rest.put(path("nowait", "d"), "{\"text\":\"soon\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/offset").isIntegralNumber()).isTrue();
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

        assertProblem(rest.put("/v1/collections/fixed", "{\"language\":\"de\"}"), 409, "conflict", "language");
        assertProblem(
                rest.put("/v1/collections/fixed", "{\"cutting\":{\"maxTokens\":64}}"), 409, "conflict", "cutting");
        assertProblem(rest.put("/v1/collections/fixed", "{\"fields\":{\"a\":\"date\"}}"), 409, "conflict", "fields");
        assertThat(rest.put("/v1/collections/fixed", "{\"pipeline\":{\"candidates\":20}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void bulkTakesGoodLinesAndTheLastOfEqualIds() {
        collection("bulk");
        String lines =
                "{\"id\":\"a\",\"text\":\"first version\"}\nbroken\n{\"_id\":\"b\",\"title\":\"B\",\"text\":\"other\"}\n"
                        + "{\"id\":\"a\",\"text\":\"second version\"}\n";

        Answer answer = rest.lines("/v1/collections/bulk/documents" + WAIT, lines.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/accepted").asInt()).isEqualTo(3);
        assertThat(answer.json().at("/rejected/0/line").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/rejected/0/code").asText()).isEqualTo("invalid_json");
        assertThat(answer.json().at("/failed")).isEmpty();
        assertThat(rest.get(path("bulk", "a")).json().at("/chunks/0/text").asText())
                .isEqualTo("second version");
    }

    @Test
    void listsDocumentsByPageAndState() {
        collection("pages");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            put("pages", "d" + i, "text " + i);
        }

        String after = "";
        do {
            JsonNode page = rest.get("/v1/collections/pages/documents?state=indexed&limit=2" + after)
                    .json();
            ids.addAll(page.at("/documents").findValuesAsText("id"));
            after = page.at("/next").isNull()
                    ? ""
                    : "&after=" + Rest.encoded(page.at("/next").asText());
        } while (!after.isEmpty());

        assertThat(ids).containsExactly("d0", "d1", "d2", "d3", "d4");
        assertThat(rest.get("/v1/collections/pages/documents?state=failed")
                        .json()
                        .at("/documents"))
                .isEmpty();
    }

    @Test
    void takesFilesTellsOfFailuresAndReplaysThem() {
        collection("files");
        Part markdown = Rest.file(
                "guide.md",
                "application/octet-stream",
                "# Guide\n\nHow to walk a dog.\n".getBytes(StandardCharsets.UTF_8));
        Part html = Rest.file(
                "page.html",
                "text/html",
                "<html><body><p>Feeding dogs</p></body></html>".getBytes(StandardCharsets.UTF_8));
        Part broken = Rest.file("broken.pdf", "application/pdf", "%PDF-1.4 cut".getBytes(StandardCharsets.UTF_8));
        Part large = Rest.file("large.txt", "text/plain", new byte[13 << 20]);
        Part metadata =
                new Part("metadata", null, "application/json", "{\"team\":\"docs\"}".getBytes(StandardCharsets.UTF_8));

        Answer answer = rest.files("/v1/collections/files/files" + WAIT, markdown, broken, large, html, metadata);
        JsonNode failed =
                rest.get("/v1/collections/files/documents?state=failed").json();
        Answer replayed = rest.post("/v1/collections/files/dead-letters/replay", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/accepted").findValuesAsText("id"))
                .containsExactly("guide.md", "broken.pdf", "page.html");
        assertThat(answer.json().at("/rejected/0/file").asText()).isEqualTo("large.txt");
        assertThat(answer.json().at("/rejected/0/code").asText()).isEqualTo("too_large");
        assertThat(answer.json().at("/failed").findValuesAsText("id")).containsExactly("broken.pdf");
        assertThat(failed.at("/documents/0/failure/code").asText()).isEqualTo("unreadable_document");
        assertThat(replayed.json().at("/replayed").asInt()).isEqualTo(1);
        assertThat(rest.get(path("files", "guide.md"))
                        .json()
                        .at("/metadata/team")
                        .asText())
                .isEqualTo("docs");
        assertThat(search("files", "{\"query\":\"walk a dog\"}")
                        .at("/hits/0/documentId")
                        .asText())
                .isEqualTo("guide.md");
    }

    @Test
    void embedsInBothEncodings() {
        JsonNode floats = rest.post("/v1/embeddings", "{\"input\":\"a dog\",\"model\":\"bge-small-en-v1.5\"}")
                .json();
        JsonNode base64 = rest.post(
                        "/v1/embeddings",
                        "{\"input\":[\"a dog\",\"a cat\"],\"model\":\"bge-small-en-v1.5\",\"encoding_format\":\"base64\"}")
                .json();

        float first = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(base64.at("/data/0/embedding").asText()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat();
        assertThat(floats.at("/data/0/embedding")).hasSize(384);
        assertThat(base64.at("/data")).hasSize(2);
        assertThat(first).isCloseTo((float) floats.at("/data/0/embedding/0").asDouble(), within(0.02f));
        assertThat(floats.at("/usage/total_tokens").asInt()).isPositive();
        assertProblem(
                rest.post("/v1/embeddings", "{\"input\":\"a\",\"model\":\"none\"}"), 404, "unknown_model", "model");
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
        assertThat(rest.get("/q/metrics").text())
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
            }
        }));
    }

    private void collection(String name) {
        assertThat(rest.put("/v1/collections/" + name, "{}").status()).isEqualTo(201);
    }

    private Answer put(String collection, String id, String text) {
        Answer answer = rest.put(path(collection, id) + WAIT, "{\"text\":" + Rest.quoted(text) + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private JsonNode search(String collection, String request) {
        Answer answer = rest.post("/v1/collections/" + collection + "/search", request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String path(String collection, String id) {
        return "/v1/collections/" + collection + "/documents/" + Rest.encoded(id);
    }

    private static void assertProblem(Answer answer, int status, String code, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().at("/code").asText()).isEqualTo(code);
        assertThat(answer.json().at("/field").asText()).isEqualTo(field);
        assertThat(answer.json().at("/bound").asText()).isNotEmpty();
    }
}
