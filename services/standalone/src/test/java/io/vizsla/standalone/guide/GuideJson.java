package io.vizsla.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** A block of JSON: a search that finds something, a problem that is answered so, or else at least JSON. */
record GuideJson(List<JsonNode> values) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FINE = 200;

    /** Reads a block, which may hold several values. */
    static GuideJson of(GuideBlock block) throws Exception {
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(block.text())) {
            return new GuideJson(values.readAll());
        }
    }

    /** Holds it against an instance that has a collection {@code handbook}. */
    void check(String url) throws Exception {
        assertThat(values).isNotEmpty();
        JsonNode first = values.getFirst();
        if (first.has("topK")) {
            HttpResponse<String> answer = search(url, first.toString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(FINE);
            assertThat(JSON.readTree(answer.body()).at("/hits")).isNotEmpty();
        } else if (first.path("type").asText().startsWith("urn:vizsla:error:")) {
            HttpResponse<String> answer = search(
                    url, "{\"query\":\"x\",\"topK\":" + first.at("/value").asText() + "}");
            assertThat(JSON.readTree(answer.body())).isEqualTo(first);
        }
    }

    private static HttpResponse<String> search(String url, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/collections/handbook/search"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }
}
