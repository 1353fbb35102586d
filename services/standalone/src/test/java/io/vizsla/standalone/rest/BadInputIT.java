package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is sent to whatever endpoint: an answer comes in time, never a 5xx, and every 4xx is a problem with a stable
 * code. The client of this test gives up after two minutes, which fails the test. Bodies of many documents: BadUploadIT.
 */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class BadInputIT extends BadInput {

    private static final String LONG = "x".repeat(1 << 20);
    private static final String HUGE = "words and more words, ".repeat((10 << 20) / 22);

    /** Text that breaks careless code, by what it is. JSON escapes are part of it. */
    private static final List<String[]> TEXTS = List.of(
            new String[] {"empty", ""},
            new String[] {"blank", " \\t\\n"},
            new String[] {"one character", "a"},
            new String[] {"NUL", "a\\u0000b"},
            new String[] {"lone high surrogate", "a\\ud800b"},
            new String[] {"lone low surrogate", "\\udc00"},
            new String[] {"bidi", "\\u202eabc\\u2066def"},
            new String[] {"zero width", "\\u200b\\u200d\\ufeff"},
            new String[] {"one word of a megabyte", LONG},
            new String[] {"ten megabytes", HUGE},
            new String[] {"emoji", "\\ud83d\\udc15".repeat(100)},
            new String[] {"markup", "<script>alert(1)</script> {{7*7}} ' OR 1=1 -- +title:[* TO *] AND ("});

    static Stream<Arguments> texts() {
        return TEXTS.stream().map(text -> Arguments.of(text[0], text[1]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void takesOrRefusesAnyText(String name, String text) {
        List<Answer> answers = List.of(
                search("{\"query\":\"" + text + "\"}"),
                search("{\"query\":\"q\",\"instruction\":\"" + text + "\"}"),
                search("{\"query\":\"q\",\"mode\":\"" + text + "\"}"),
                search("{\"query\":\"q\",\"demonstrations\":[{\"query\":\"" + text + "\",\"passage\":\"p\"}]}"),
                search("{\"query\":\"q\",\"filter\":{\"field\":\"" + text + "\",\"op\":\"eq\",\"value\":1}}"),
                search("{\"query\":\"q\",\"filter\":{\"field\":\"kind\",\"op\":\"eq\",\"value\":\"" + text + "\"}}"),
                search("{\"query\":\"q\",\"filter\":{\"field\":\"kind\",\"op\":\"prefix\",\"value\":\"" + text
                        + "\"}}"),
                search("{\"query\":\"q\",\"" + text + "\":1}"),
                rest.put("/v1/collections/bad/documents/d" + WAIT, "{\"text\":\"" + text + "\"}"),
                rest.put("/v1/collections/bad/documents/d2", "{\"text\":\"fine\",\"title\":\"" + text + "\"}"),
                rest.put(
                        "/v1/collections/bad/documents/d3",
                        "{\"text\":\"fine\",\"metadata\":{\"kind\":\"" + text + "\"}}"),
                rest.put("/v1/collections/bad/documents/d4", "{\"text\":\"fine\",\"metadata\":{\"" + text + "\":1}}"),
                rest.put("/v1/collections/new", "{\"model\":\"" + text + "\"}"),
                rest.put("/v1/collections/new", "{\"language\":\"" + text + "\"}"),
                rest.put("/v1/collections/new", "{\"fields\":{\"" + text + "\":\"integer\"}}"),
                rest.put("/v1/collections/new", "{\"fields\":{\"a\":\"" + text + "\"}}"),
                rest.put("/v1/collections/new", "{\"pipeline\":{\"" + text + "\":1}}"),
                rest.put("/v1/collections/new", "{\"tasks\":{\"" + text + "\":\"a\"}}"),
                rest.put("/v1/collections/new", "{\"tasks\":{\"a\":\"" + text + "\"}}"),
                rest.put("/v1/collections/new", "{\"defaultTask\":\"" + text + "\"}"),
                rest.put("/v1/collections/new", "{\"role\":\"" + text + "\"}"),
                search("{\"query\":\"q\",\"task\":\"" + text + "\"}"),
                feedback("{\"query\":\"" + text + "\",\"documentId\":\"d\",\"action\":\"click\"}"),
                feedback("{\"query\":\"q\",\"documentId\":\"" + text + "\",\"action\":\"click\"}"),
                feedback("{\"query\":\"q\",\"chunkId\":\"" + text + "\",\"action\":\"click\"}"),
                feedback("{\"query\":\"q\",\"documentId\":\"d\",\"action\":\"" + text + "\"}"),
                judge("{\"query\":\"" + text + "\",\"documentId\":\"" + text + "\"}"),
                judge("{\"query\":\"" + text + "\",\"chunkId\":\"bad/" + text + "#0\"}"),
                rest.post("/v1/embeddings", "{\"model\":\"" + text + "\",\"input\":\"a\"}"),
                rest.post("/v1/embeddings", "{\"model\":\"bge-small-en-v1.5\",\"input\":[\"a\",\"" + text + "\"]}"),
                rest.post("/v1/rerank", "{\"query\":\"" + text + "\",\"documents\":[\"a\"]}"),
                rest.post("/v1/rerank", "{\"query\":\"q\",\"documents\":[\"" + text + "\"]}"));

        answers.forEach(BadInput::assertFine);
        assertNeighborIsFound();
    }

    static Stream<String> paths() {
        List<String> hostile = new ArrayList<>(List.of(
                "..",
                "%2e%2e",
                "%2E%2E%2Fetc",
                "%00",
                "%ED%A0%80",
                "%E2%80%AE",
                "%FF",
                "a%20b",
                "UPPER",
                "x".repeat(64),
                "%25zz",
                "%F0%9F%90%95"));
        return hostile.stream();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void refusesHostilePaths(String part) {
        for (String suffix : List.of("", "/documents", "/check", "/documents/" + part)) {
            assertFine(rest.get("/v1/collections/" + part + suffix));
        }
        assertFine(rest.put("/v1/collections/" + part, "{}"));
        assertFine(rest.delete("/v1/collections/" + part));
        assertFine(rest.put("/v1/collections/bad/documents/" + part, "{\"text\":\"a\"}"));
        assertFine(rest.get("/v1/collections/bad/documents/" + part));
        assertFine(rest.post("/v1/collections/" + part + "/search", "{\"query\":\"q\"}"));
        assertFine(rest.post("/v1/collections/" + part + "/dead-letters/replay", ""));
        assertFine(rest.get("/v1/collections/bad/documents?state=" + part));
        assertFine(rest.get("/v1/collections/bad/documents?after=" + part));
        assertFine(rest.get("/v1/collections/bad/documents?limit=" + part));
        assertFine(rest.get("/v1/collections/" + part + "/judgements"));
        assertFine(rest.get("/v1/collections/bad/judgements?after=" + part));
        assertFine(rest.get("/v1/collections/bad/judgements?limit=" + part));
        assertFine(rest.delete("/v1/collections/bad/judgements?query=" + part + "&documentId=" + part));
        assertFine(rest.put("/v1/collections/bad/documents/d?wait=" + part, "{\"text\":\"a\"}"));
        assertFine(rest.put("/v1/collections/bad/documents/d?wait=indexed&timeout=" + part, "{\"text\":\"a\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/v1/collections/%zz", "/v1/collections/bad/documents/a%", "/v1/{bad}"})
    void namesTheAddressThatCannotBeRead(String path) {
        Answer answer = rest.getAsItIs(path);

        assertFine(answer);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/field").asText()).isEqualTo("path");
        assertThat(answer.json().at("/value").asText()).isEqualTo(path);
        assertThat(answer.json().at("/bound").asText()).isNotEmpty();
        assertFine(rest.getAsItIs("/v1/collections/bad/documents?state=%zz"));
    }

    /** Followed as a router follows them, the first two would delete the collection itself. */
    @ParameterizedTest
    @ValueSource(strings = {"/documents/..", "/documents/%2e%2E", "/documents/.", "/documents/../documents/a"})
    void followsNoPathUpwards(String path) {
        rest.put("/v1/collections/climb", "{}");

        Answer answer = rest.asItIs("DELETE", "/v1/collections/climb" + path);

        assertFine(answer);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/field").asText()).isEqualTo("path");
        assertThat(rest.get("/v1/collections/climb").status()).isEqualTo(200);
    }

    static Stream<Arguments> bounds() {
        return Stream.of(
                Arguments.of("{\"query\":\"q\",\"topK\":0}", "topK", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"topK\":-1}", "topK", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"topK\":1000000000}", "topK", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"topK\":1e30}", "topK", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"topK\":123456789012345678901234567890}", "topK", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"topK\":1.5}", "topK", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"topK\":\"5\"}", "topK", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"minScore\":2}", "minScore", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"minScore\":1e999}", "minScore", "invalid_argument"),
                Arguments.of("{\"query\":7}", "query", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"rerank\":\"yes\"}", "rerank", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"unknown\":1}", "unknown", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"mode\":\"fuzzy\"}", "mode", "invalid_argument"),
                Arguments.of("{\"query\":\"" + "q".repeat(8193) + "\"}", "query", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"demonstrations\":\"some\"}", "demonstrations", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"filter\":[]}", "filter", "invalid_argument"),
                Arguments.of("{\"query\":\"q\",\"filter\":{}}", "filter.field", "invalid_filter"),
                Arguments.of(
                        "{\"query\":\"q\",\"filter\":{\"field\":\"no\",\"op\":\"eq\",\"value\":1}}",
                        "filter.field",
                        "unknown_field"),
                Arguments.of(
                        "{\"query\":\"q\",\"filter\":{\"field\":\"year\",\"op\":\"like\",\"value\":1}}",
                        "filter.op",
                        "invalid_filter"),
                Arguments.of(
                        "{\"query\":\"q\",\"filter\":{\"field\":\"year\",\"op\":\"eq\",\"value\":\"x\"}}",
                        "filter.value",
                        "invalid_filter"),
                Arguments.of(
                        "{\"query\":\"q\",\"filter\":{\"field\":\"at\",\"op\":\"eq\",\"value\":\"+999999999-12-31\"}}",
                        "filter.value",
                        "invalid_filter"),
                Arguments.of("{\"query\":\"q\",\"filter\":" + nested(20) + "}", "filter", "invalid_filter"));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void namesFieldValueAndBound(String request, String field, String code) {
        Answer answer = search(request);

        assertFine(answer);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().at("/field").asText()).as(answer.text()).isEqualTo(field);
        assertThat(answer.json().at("/code").asText()).as(answer.text()).isEqualTo(code);
        assertThat(answer.json().at("/value").asText()).isNotEmpty();
        assertThat(answer.json().at("/bound").asText()).isNotEmpty();
    }

    static Stream<String> malformed() {
        return Stream.of(
                "",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{\"query\":",
                "{\"query\":\"q\"",
                "{\"query\":\"q\"}}",
                "{\"query\":\"q\"} x",
                "{\"query\":\"q\",\"query\":\"q\"}",
                "{\"query\":\"q\",\"topK\":NaN}",
                "{\"query\":\"q\",\"minScore\":Infinity}",
                "{'query':'q'}",
                "{\"query\":\"q\",}",
                "{\"query\":\"\u0001\"}",
                "{\"query\":\"\\x\"}",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "{\"query\":\"q\",\"filter\":" + nested(1000) + "}",
                "{\"query\":\"q\",\"topK\":" + "9".repeat(100_000) + "}",
                "{\"" + "k".repeat(100_000) + "\":1}",
                "\uFEFF{\"query\":\"q\"}");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesMalformedJsonEverywhere(String json) {
        assertFine(search(json));
        assertFine(rest.put("/v1/collections/bad/documents/d", json));
        assertFine(rest.put("/v1/collections/malformed", json));
        assertFine(rest.post("/v1/embeddings", json));
        assertFine(rest.post("/v1/rerank", json));
        assertFine(feedback(json));
        assertFine(judge(json));
        assertFine(rest.lines("/v1/collections/bad/documents", json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bodiesOfToolCallsAreBoundedBeforeTheyAreRead() {
        Answer declared = rest.asItIs("POST", "/mcp", "Content-Type: application/json", "Content-Length: 99999999999");
        Answer endless = rest.asItIs("POST", "/mcp", "Content-Type: application/json", "Transfer-Encoding: chunked");
        Answer absurd = rest.asItIs("POST", "/mcp/sse", "Content-Length: 999999999999999999999999");

        Searching.problem(declared, 413, "too_large", "Content-Length");
        Searching.problem(endless, 413, "too_large", "Content-Length");
        assertThat(absurd.status()).isBetween(400, 413);
    }

    @Test
    void refusesOtherEncodings() {
        String json = "{\"query\":\"café\"}";
        for (Charset charset :
                List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, Charset.forName("UTF-32"))) {
            assertFine(
                    rest.send("POST", "/v1/collections/bad/search", Rest.JSON, BodyPublishers.ofString(json, charset)));
        }
        Answer latin = rest.send(
                "POST",
                "/v1/collections/bad/search",
                Rest.JSON,
                BodyPublishers.ofString(json, StandardCharsets.ISO_8859_1));
        assertThat(latin.status()).isEqualTo(400);
        Answer declared = rest.send(
                "POST",
                "/v1/collections/bad/search",
                "application/json;charset=iso-8859-1",
                BodyPublishers.ofString(json, StandardCharsets.ISO_8859_1));
        assertThat(declared.status()).isEqualTo(415);
        assertFine(declared);
    }

    @Test
    void refusesOtherMethodsAndTypes() {
        for (String path : List.of(
                "/v1/collections", "/v1/collections/bad/search", "/v1/embeddings", "/v1/status", "/nothing", "/v1/x")) {
            for (String method : List.of("PATCH", "DELETE", "PUT", "POST", "GET")) {
                assertFine(rest.send(method, path, "text/plain", BodyPublishers.ofString("x")));
                assertFine(rest.send(method, path, "no type at all", BodyPublishers.noBody()));
            }
        }
    }

    @Test
    void refusesWhatEmbeddingsAndRerankCannotDo() {
        String model = "\"model\":\"bge-small-en-v1.5\"";
        problem(rest.post("/v1/embeddings", "{\"input\":\"a\"," + model + ",\"dimensions\":385}"), "dimensions");
        problem(rest.post("/v1/embeddings", "{\"input\":[]," + model + "}"), "input");
        problem(rest.post("/v1/embeddings", "{\"input\":[1,2]," + model + "}"), "input[0]");
        problem(rest.post("/v1/embeddings", "{\"input\":[" + "\"a\",".repeat(2048) + "\"a\"]," + model + "}"), "input");
        problem(
                rest.post("/v1/embeddings", "{\"input\":\"a\"," + model + ",\"encoding_format\":\"hex\"}"),
                "encoding_format");
        problem(rest.post("/v1/embeddings", "{\"input\":\"a\"," + model + ",\"input_type\":\"poem\"}"), "input_type");
        problem(rest.post("/v1/rerank", "{\"query\":\"q\",\"documents\":[]}"), "documents");
        problem(rest.post("/v1/rerank", "{\"query\":\"q\",\"documents\":[{\"no\":1}]}"), "documents[0]");
        problem(rest.post("/v1/rerank", "{\"query\":\"q\",\"documents\":[\"a\"],\"top_n\":0}"), "top_n");
    }
}
