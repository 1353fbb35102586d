package io.vizsla.standalone.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Asks an instance, whole or streamed. */
final class Asking {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern STOPPED =
            Pattern.compile("(?m)^vizsla_answers_total\\{[^}]*result=\"stopped\"[^}]*} ([0-9.E]+)");
    private static final Pattern RUNNING = Pattern.compile("(?m)^vizsla_answers_running(?:\\{[^}]*})? ([0-9.E]+)");

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

    /** Returns the messages of the last request that the scripted model has seen. */
    JsonNode lastAsked() throws Exception {
        JsonNode asked = seen().at("/asked");
        return asked.get(asked.size() - 1).at("/messages");
    }

    /** Lets the scripted model go on that stands at its gate. */
    void openGate() throws Exception {
        String model = ConfigProvider.getConfig().getValue("vizsla.chat.url", String.class);
        send("GET", model.replace("/v1", "/open"), "", "*/*");
    }

    /**
     * Leaves once the chat model is at work and waits until it has been left. That it was left for the asker's sake, and not because
     * its time was up, is what the count of stopped answers tells.
     *
     * @param begin begins to ask; what it returns leaves
     * @return how long the model went on after the asker had gone
     */
    Duration goesOnWithout(Callable<AutoCloseable> begin) throws Exception {
        int asked = seen().at("/asked").size();
        int left = seen().at("/left").size();
        double stopped = stopped();
        long gone;
        AutoCloseable stream = begin.call();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> seen().at("/asked").size() > asked);
            gone = System.nanoTime();
        } finally {
            stream.close();
        }
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> seen().at("/left").size() > left);
        Duration after = Duration.ofNanos(System.nanoTime() - gone);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stopped()).isEqualTo(stopped + 1));
        return after;
    }

    /** Returns the shortest of a few tries: a machine that is busy with something else makes single ones long. */
    static Duration shortest(Callable<Duration> tried) throws Exception {
        Duration shortest = tried.call();
        for (int again = 0; again < 4 && shortest.compareTo(Duration.ofSeconds(1)) >= 0; again++) {
            Duration next = tried.call();
            shortest = next.compareTo(shortest) < 0 ? next : shortest;
        }
        return shortest;
    }

    private double stopped() throws Exception {
        return metric(STOPPED);
    }

    /** Returns how many questions are being answered. */
    double running() throws Exception {
        return metric(RUNNING);
    }

    private double metric(Pattern pattern) throws Exception {
        HttpRequest request = request("GET", "http://localhost:" + port() + "/q/metrics", "", "text/plain");
        String metrics = http.send(request, BodyHandlers.ofString()).body();
        Matcher count = pattern.matcher(metrics);
        return count.find() ? Double.parseDouble(count.group(1)) : 0;
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
