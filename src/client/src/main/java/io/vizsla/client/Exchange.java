package io.vizsla.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request and its answer: encodes, waits no longer than it may, and turns what goes wrong into a typed error. */
final class Exchange {

    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";

    static final ObjectMapper MAPPER = JsonMapper.builder()
            // A newer instance may say more than this client knows.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String EVENTS = "text/event-stream";
    private static final int FIRST_ERROR = 400;
    private static final int LONGEST_PROBLEM = 100_000;

    private final HttpClient http;
    private final ClientOptions options;

    Exchange(HttpClient http, ClientOptions options) {
        this.http = http;
        this.options = options;
    }

    /** Returns one for requests that belong to a single call, whichever threads send them: its headers are asked for now. */
    Exchange ofOneCall() {
        Map<String, String> headers = ExtraHeaders.of(options);
        return new Exchange(http, options.withHeaders(() -> headers));
    }

    /** Returns a path of its segments, each encoded. */
    static String path(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            if (segment.isBlank()) {
                throw VizslaClientException.invalid("path", "\"" + segment + "\"", "names that are not blank");
            }
            path.append('/').append(encoded(segment));
        }
        return path.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    <T> T call(String method, String path, @Nullable Object body, Class<T> type) {
        return call(method, path, body, MAPPER.constructType(type));
    }

    <T> T call(String method, String path, @Nullable Object body, JavaType type) {
        BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(json(body));
        return call(method, path, content, JSON, type);
    }

    <T> T call(String method, String path, BodyPublisher body, String contentType, JavaType type) {
        HttpRequest request = request(method, path, body, contentType, JSON);
        HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray(), options.timeout());
        if (response.statusCode() >= FIRST_ERROR) {
            throw refused(response.statusCode(), response.body());
        }
        return read(response.body(), type);
    }

    void callForNothing(String method, String path) {
        HttpRequest request = request(method, path, BodyPublishers.noBody(), JSON, JSON);
        HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray(), options.timeout());
        if (response.statusCode() >= FIRST_ERROR) {
            throw refused(response.statusCode(), response.body());
        }
    }

    /** Returns the events of an answer that is being written; the time counts for each of them anew. */
    AnswerStream stream(String path, Object body) {
        HttpRequest request = request("POST", path, BodyPublishers.ofByteArray(json(body)), JSON, EVENTS);
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream(), options.timeout());
        AnswerStream stream = new AnswerStream(response.body(), this, options.timeout());
        String type = response.headers().firstValue("Content-Type").orElse("nothing");
        if (response.statusCode() < FIRST_ERROR && type.startsWith(EVENTS)) {
            return stream;
        }
        try (stream) {
            throw response.statusCode() < FIRST_ERROR
                    ? failed(VizslaClientException.NOT_VIZSLA, "sent " + type + ", not events", null)
                    : refused(response.statusCode(), stream.head(LONGEST_PROBLEM));
        }
    }

    private HttpRequest request(String method, String path, BodyPublisher body, String type, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(options.url() + path))
                .header("Content-Type", type)
                .header("Accept", accept + ", application/problem+json")
                .method(method, body);
        if (options.apiKey() != null) {
            request.header("Authorization", "Bearer " + options.apiKey());
        }
        ExtraHeaders.of(options).forEach(request::header);
        return request.build();
    }

    /** A request's own time ends with the head of its answer, so the time of the whole is kept here. */
    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler, Duration most) {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw failed(VizslaClientException.TIMEOUT, "did not answer within " + most.toMillis() + " ms", late);
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw failed(VizslaClientException.INTERRUPTED, "was not waited for", stopped);
        } catch (ExecutionException broken) {
            Throwable cause = broken.getCause() == null ? broken : broken.getCause();
            throw failed(VizslaClientException.UNREACHABLE, "is out of reach: " + cause, cause);
        }
    }

    VizslaClientException failed(String code, String what, @Nullable Throwable cause) {
        return new VizslaClientException(0, code, "Vizsla at " + options.url() + " " + what, cause);
    }

    private static VizslaClientException refused(int status, byte[] body) {
        try {
            Problem problem = MAPPER.readValue(body, Problem.class);
            return new VizslaClientException(status, problem == null ? Problem.NONE : problem);
        } catch (IOException notProblem) {
            return new VizslaClientException(status, Problem.NONE);
        }
    }

    private <T> T read(byte[] body, JavaType type) {
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw failed(VizslaClientException.NOT_VIZSLA, "answered nothing", new IOException("null"));
            }
            return value;
        } catch (IOException notOurs) {
            throw failed(VizslaClientException.NOT_VIZSLA, "answered something else than expected", notOurs);
        }
    }

    JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException notOurs) {
            throw failed(VizslaClientException.NOT_VIZSLA, "answered something else than expected", notOurs);
        }
    }

    <T> T value(JsonNode json, Class<T> type) {
        try {
            T value = MAPPER.treeToValue(json, type);
            if (value == null) {
                throw failed(VizslaClientException.NOT_VIZSLA, "answered nothing", null);
            }
            return value;
        } catch (JsonProcessingException notOurs) {
            throw failed(VizslaClientException.NOT_VIZSLA, "answered something else than expected", notOurs);
        }
    }

    static byte[] json(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("cannot be written as JSON: " + unwritable.getMessage(), unwritable);
        }
    }
}
