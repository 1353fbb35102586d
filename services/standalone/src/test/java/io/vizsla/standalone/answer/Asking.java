package io.vizsla.standalone.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Asks an instance, whole or streamed. */
final class Asking {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    /** What came back. */
    record Reply(int status, String type, JsonNode json) {}

    static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    void put(String path, Object body) throws Exception {
        Reply reply = send("PUT", "http://localhost:" + port() + path, JSON.writeValueAsString(body), "*/*");
        if (reply.status() >= 300) {
            throw new AssertionError(reply.json());
        }
    }

    Reply whole(String collection, Object body) throws Exception {
        return raw(collection, JSON.writeValueAsString(body), "application/json");
    }

    Reply raw(String collection, String body, String accept) throws Exception {
        return send("POST", url(collection), body, accept);
    }

    List<JsonNode> streamed(String collection, Object body) throws Exception {
        HttpRequest request = request("POST", url(collection), JSON.writeValueAsString(body), "text/event-stream");
        HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
        List<JsonNode> events = new ArrayList<>();
        try (Stream<String> lines = response.body()) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("data:")) {
                    events.add(JSON.readTree(line.substring("data:".length())));
                }
            }
        }
        return events;
    }

    /** Returns what the scripted model has seen. */
    JsonNode seen() throws Exception {
        String model = ConfigProvider.getConfig().getValue("vizsla.chat.url", String.class);
        return send("GET", model.replace("/v1", "/seen"), "", "*/*").json();
    }

    static Map<String, Object> question(String text) {
        return Map.of("question", text);
    }

    static String url(String collection) {
        return "http://localhost:" + port() + "/v1/collections/" + collection + "/answer";
    }

    private Reply send(String method, String url, String body, String accept) throws Exception {
        HttpResponse<String> response = http.send(request(method, url, body, accept), BodyHandlers.ofString());
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new Reply(response.statusCode(), type, json(response.body()));
    }

    private static HttpRequest request(String method, String url, String body, String accept) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .method(method, BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new AssertionError("not JSON: " + text, notJson);
        }
    }
}
