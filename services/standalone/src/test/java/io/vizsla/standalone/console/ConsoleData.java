package io.vizsla.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The collection that the console is tested on, made over REST. */
final class ConsoleData {

    private static final String WAIT = "?wait=indexed&timeout=90s";

    /** The name of the collection. */
    static final String COLLECTION = "console-it";

    /** Text that a careless page would run, or be reordered by. */
    static final String HOSTILE = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=2</script>"
            + " hostile passage \u202Edesrever\u202C \u202Aa\u202C \u202Bb\u202C \u202Dc\u202C \u2066d\u2069 \u2067e\u2069 \u2068f\u2069 &amp; <b>bold</b>";

    private static final Pattern GRADE = Pattern.compile("\"documentId\":\"([^\"]+)\"[^}]*?\"grade\":(\\d)");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI home;
    private final String collection;

    ConsoleData(URI home) {
        this(home, COLLECTION);
    }

    ConsoleData(URI home, String collection) {
        this.home = home;
        this.collection = collection;
    }

    /** Creates the collection and its documents; once they are there this changes nothing. */
    void create() {
        put(
                "",
                "{\"fields\":{\"kind\":\"keyword\",\"year\":\"integer\"},"
                        + "\"tasks\":{\"breeds\":\"Find the breed that is described\"}}");
        document(
                "vizsla",
                "dog",
                2020,
                "The Vizsla",
                "The Vizsla is a Hungarian pointing dog. It freezes and"
                        + " raises a paw when it scents birds, and it retrieves from land and water.");
        document(
                "kettle",
                "house",
                2022,
                "A clean kettle",
                "Boil vinegar in the kettle, wait an hour, and rinse" + " it until the smell is gone.");
        document(
                "tomato",
                "garden",
                2024,
                "Growing tomatoes",
                "Tomatoes want sun, steady watering at the root and" + " a stake to climb on.");
        document("hostile", "trap", 2021, "<i>title</i> \u202Eeltit", HOSTILE);
        document("long", "trap", 2019, "One long word", "unbroken " + "pneumono".repeat(60));
    }

    private void document(String id, String kind, int year, String title, String text) {
        put(
                "/documents/" + id + WAIT,
                "{\"title\":%s,\"text\":%s,\"metadata\":{\"kind\":%s,\"year\":%d}}"
                        .formatted(quoted(title), quoted(text), quoted(kind), year));
    }

    /** Creates a collection without fields; once it is there this changes nothing. */
    void createPlain() {
        put("", "{}");
    }

    /** Adds a document, which can be found on return. */
    void document(String id, String title, String text) {
        put("/documents/" + id + WAIT, "{\"title\":%s,\"text\":%s}".formatted(quoted(title), quoted(text)));
    }

    /** Returns the collection as the instance describes it. */
    String description() {
        return expect(request("").GET());
    }

    /** Judges a document to be a perfect answer; it counts as an example on return. */
    void judge(String query, String document) {
        String line = "{\"query\":%s,\"documentId\":\"%s\",\"grade\":3}".formatted(quoted(query), document);
        expect(request("/judgements" + WAIT)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(line)));
    }

    /** Returns the judgements of a query as the instance lists them, such as {@code vizsla 3}. */
    List<String> grades(String query) {
        String found = expect(request("/judgements?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .GET());
        return GRADE.matcher(found)
                .results()
                .map(one -> one.group(1) + " " + one.group(2))
                .toList();
    }

    /** Returns the judgements as the instance lists them. */
    String judgements() {
        return expect(request("/judgements").GET());
    }

    private void put(String below, String json) {
        expect(request(below)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String below) {
        return HttpRequest.newBuilder(home.resolve("/v1/collections/" + collection + below));
    }

    private static String expect(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request.build());
        assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
        return response.body();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
