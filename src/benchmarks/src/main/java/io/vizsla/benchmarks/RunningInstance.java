package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.evaluation.BeirDocument;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.ScoredDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running instance as a client sees it: over REST only. Safe for any number of threads. */
final class RunningInstance {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    RunningInstance(String url) {
        this.url = url;
    }

    /** Removes a collection, if there is one, and makes it anew. */
    void renew(String collection) {
        send(request("/v1/collections/" + collection).DELETE(), 204, 404);
        create(collection, "{}");
    }

    /** Makes a collection of these settings. */
    void create(String collection, String settings) {
        send(json("/v1/collections/" + collection, "PUT", settings), 200, 201);
    }

    /**
     * Sends the first documents of a BEIR folder and returns once they can be found.
     *
     * @param mark is added to each text, so that the same documents are new content
     */
    void ingest(String collection, BeirFolder folder, int most, String mark) throws IOException {
        Path lines = Files.createTempFile("documents", ".ndjson");
        try (var out = Files.newBufferedWriter(lines)) {
            int[] left = {most};
            folder.forEachDocument(document -> {
                if (left[0]-- > 0) {
                    write(out, document, mark);
                }
            });
        }
        JsonNode answer = send(
                request("/v1/collections/" + collection + "/documents?wait=indexed&timeout=1h")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofFile(lines)),
                200);
        Files.delete(lines);
        if (answer.at("/rejectedTotal").asInt() > 0 || answer.at("/failed").size() > 0) {
            System.out.println("not all were taken: " + answer.toString().substring(0, 300));
        }
    }

    /** Tells whether it answers searches. */
    boolean isReady() {
        try {
            return http.send(request("/q/health/ready").GET().build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Asks for what stands at a path. */
    JsonNode get(String path) {
        return send(request(path).GET(), 200);
    }

    /** Sends JSON to a path and returns the answer. */
    JsonNode post(String path, String body) {
        return send(json(path, "POST", body), 200, 202);
    }

    /** Puts a document and returns once the log has it. */
    void put(String path, String body) {
        send(json(path, "PUT", body), 202);
    }

    /** Puts a document and returns once it can be found. */
    void putAndWait(String path, String body, int seconds) {
        send(json(path + "?wait=indexed&timeout=" + seconds + "s", "PUT", body), 200);
    }

    /** Sends the judgements of a set as lines and returns once they count. */
    void judge(String collection, BenchmarkSet set) {
        StringBuilder lines = new StringBuilder();
        set.queries().forEach((id, text) -> set.qrels().of(id).forEach((document, grade) -> lines.append(
                        JSON.createObjectNode()
                                .put("query", text)
                                .put("documentId", document)
                                .put("grade", Math.min(grade, 3)))
                .append('\n')));
        JsonNode answer = send(
                request("/v1/collections/" + collection + "/judgements?wait=indexed&timeout=10m")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(lines.toString())),
                200);
        if (answer.at("/rejectedTotal").asInt() > 0) {
            throw new IllegalStateException("not all judgements were taken: " + answer);
        }
    }

    /** Searches and returns the documents found, the best first, each once. */
    List<String> documents(String collection, String query, String mode, int chunks) {
        return scores(collection, query, mode, chunks).stream()
                .map(ScoredDocument::id)
                .distinct()
                .toList();
    }

    /** Searches and returns the document and the score of each hit, the best first. */
    List<ScoredDocument> scores(String collection, String query, String mode, int chunks) {
        ObjectNode body =
                JSON.createObjectNode().put("query", query).put("mode", mode).put("topK", chunks);
        List<ScoredDocument> scores = new ArrayList<>();
        post("/v1/collections/" + collection + "/search", body.toString())
                .at("/hits")
                .forEach(hit -> scores.add(new ScoredDocument(
                        hit.at("/documentId").asText(), hit.at("/score").asDouble())));
        return List.copyOf(scores);
    }

    /** Searches and returns how long the caller waited, in milliseconds. */
    double search(String collection, String query, String mode) {
        ObjectNode body = JSON.createObjectNode().put("query", query).put("mode", mode);
        long start = System.nanoTime();
        send(json("/v1/collections/" + collection + "/search", "POST", body.toString()), 200);
        return (System.nanoTime() - start) / 1e6;
    }

    /** Returns the sum of a metric over its series whose labels hold a text. */
    double metric(String name, String label) {
        HttpRequest request = request("/q/metrics").GET().build();
        double sum = 0;
        for (String line : text(request).split("\n")) {
            if (line.startsWith(name) && line.contains(label)) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return sum;
    }

    private static void write(Writer out, BeirDocument document, String mark) {
        ObjectNode line = JSON.createObjectNode()
                .put("id", document.id())
                .put("title", document.title())
                .put("text", document.text() + mark);
        try {
            out.write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
    }

    private HttpRequest.Builder json(String path, String method, String body) {
        BodyPublisher publisher = BodyPublishers.ofString(body);
        return request(path).header("Content-Type", "application/json").method(method, publisher);
    }

    private JsonNode send(HttpRequest.Builder request, int... expected) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            for (int status : expected) {
                if (response.statusCode() == status) {
                    return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
                }
            }
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the instance does not answer", e);
        }
    }

    private String text(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the instance does not answer", e);
        }
    }
}
