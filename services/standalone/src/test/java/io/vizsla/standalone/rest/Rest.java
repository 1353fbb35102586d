package io.vizsla.standalone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/** A client that gives up after a while, so that an instance that hangs fails the test. */
final class Rest {

    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";
    static final String BOUNDARY = "part-boundary";

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String key;

    Rest() {
        this("");
    }

    /** Presents a key with each request; none if it is empty. */
    Rest(String key) {
        this.key = key;
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        base = "http://localhost:" + port;
    }

    /** What came back. */
    record Answer(int status, String type, String text) {

        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (IOException notJson) {
                throw new AssertionError("not JSON: " + text, notJson);
            }
        }
    }

    /** A part of a multipart body. */
    record Part(String field, String fileName, String type, byte[] content) {}

    Answer get(String path) {
        return send("GET", path, JSON, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, JSON, BodyPublishers.noBody());
    }

    Answer put(String path, String json) {
        return send("PUT", path, JSON, BodyPublishers.ofString(json));
    }

    Answer post(String path, String json) {
        return send("POST", path, JSON, BodyPublishers.ofString(json));
    }

    Answer lines(String path, byte[] lines) {
        return send("POST", path, NDJSON, BodyPublishers.ofByteArray(lines));
    }

    Answer files(String path, Part... parts) {
        return send(
                "POST",
                path,
                "multipart/form-data; boundary=" + BOUNDARY,
                BodyPublishers.ofByteArray(multipart(parts)));
    }

    Answer send(String method, String path, String type, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body)
                .header("Content-Type", type)
                .timeout(LIMIT);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(method + " " + path, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Asks for an address that the client would not send. */
    Answer getAsItIs(String target) {
        return asItIs("GET", target);
    }

    /** Sends a request as a client would not write it: nothing in the address or the headers is checked or encoded. */
    Answer asItIs(String method, String target, String... headers) {
        String answer = wholeAnswer(method, target, headers);
        int end = answer.indexOf("\r\n\r\n");
        Matcher type = Pattern.compile("(?im)^content-type: *(.*?)\r?$").matcher(answer.substring(0, end));
        return new Answer(
                Integer.parseInt(answer.substring(9, 12)), type.find() ? type.group(1) : "", answer.substring(end + 4));
    }

    /** As {@link #asItIs}, with the head of the answer. */
    String wholeAnswer(String method, String target, String... headers) {
        URI server = URI.create(base);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            String request =
                    method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more + "\r\n";
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(method + " " + target, failed);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String quoted(String text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Part file(String name, String type, byte[] content) {
        return new Part("file", name, type, content);
    }

    private static byte[] multipart(Part... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : parts) {
            String name = part.fileName() == null ? "" : "; filename=\"" + part.fileName() + "\"";
            out.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + part.field() + "\"" + name
                            + "\r\nContent-Type: " + part.type() + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.writeBytes(part.content());
            out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
