package io.vizsla.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Talks to an instance over REST. Safe for any number of threads. */
final class VizslaClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int NOT_READY = 503;
    private static final int NO_CONTENT = 204;
    private static final int HIGHEST_PORT = 65_535;

    /** A deletion waits for what was written before it, and a large document may be among that. */
    private static final Duration LONGEST_DELETION = Duration.ofHours(1);

    /** What an instance refuses because of how the command was written. */
    private static final Set<String> USAGE_CODES =
            Set.of("invalid_argument", "invalid_filter", "unknown_field", "unknown_model");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String url;
    private final @Nullable String key;

    /**
     * Makes a client of the instance at a URL, such as {@code http://localhost:8080}.
     *
     * @param key that is presented with each request; null for none
     */
    VizslaClient(String url, @Nullable String key) {
        this.key = key == null || key.isBlank() ? null : checked(key.strip());
        this.url = url.replaceAll("/+$", "");
        if (!isUsable(this.url)) {
            throw new CliException(
                    ExitCode.USAGE, "--url = " + url + " is not valid: must be such as http://localhost:8080");
        }
    }

    /** What stands in a header has no line in it. */
    private static String checked(String key) {
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new CliException(ExitCode.USAGE, "--key is not valid: must be ASCII letters, digits and signs");
        }
        return key;
    }

    /** Begins a request to a path of the instance, with the key if there is one. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private static boolean isUsable(String url) {
        try {
            URI parsed = new URI(url);
            boolean web = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
            boolean port = parsed.getPort() == -1 || parsed.getPort() >= 1 && parsed.getPort() <= HIGHEST_PORT;
            boolean plain = parsed.getUserInfo() == null && parsed.getQuery() == null && parsed.getFragment() == null;
            return web && parsed.getHost() != null && port && plain && !url.endsWith(":");
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    String url() {
        return url;
    }

    /** Returns a path of its segments, each encoded. */
    static String path(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            if (segment.isBlank()) {
                throw new CliException(ExitCode.USAGE, "The name of a collection or document must not be empty.");
            }
            path.append('/').append(encoded(segment));
        }
        return path.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return send(path, "GET", null, "application/json", TIMEOUT);
    }

    JsonNode put(String path, JsonNode body) {
        return send(path, "PUT", json(body), "application/json", TIMEOUT);
    }

    JsonNode post(String path, JsonNode body) {
        return send(path, "POST", json(body), "application/json", TIMEOUT);
    }

    JsonNode delete(String path) {
        return send(path, "DELETE", null, "application/json", LONGEST_DELETION);
    }

    /**
     * Sends any request.
     *
     * @return the answer; a missing node where there is no body
     * @throws CliException with {@link ExitCode#UNREACHABLE} if nobody answers, else as the instance refused
     */
    JsonNode send(String path, String method, @Nullable BodyPublisher body, String contentType, Duration timeout) {
        HttpRequest request = request(path)
                .timeout(timeout)
                .header("Content-Type", contentType)
                .header("Accept", "application/json, application/problem+json")
                .method(method, body == null ? BodyPublishers.noBody() : body)
                .build();
        HttpResponse<String> response = exchange(request);
        JsonNode answer = parse(response.body());
        if (response.statusCode() >= 400) {
            throw refused(response.statusCode(), answer);
        }
        if (!answer.isObject() && response.statusCode() != NO_CONTENT) {
            throw new CliException(
                    ExitCode.FAILED, "What answers at " + url + " is not Vizsla: the answer is not a JSON object.");
        }
        return answer;
    }

    /**
     * Reads a stream of server-sent events until its end.
     *
     * @throws CliException with {@link ExitCode#UNREACHABLE} if the connection breaks, else as the instance refused
     */
    void events(String path, Consumer<JsonNode> listener) {
        HttpRequest request =
                request(path).header("Accept", "text/event-stream").build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                if (response.statusCode() >= 400) {
                    throw refused(response.statusCode(), parse(lines.collect(Collectors.joining("\n"))));
                }
                lines.filter(line -> line.startsWith("data:"))
                        .map(line -> parse(line.substring("data:".length())))
                        .forEach(listener);
            }
        } catch (ConnectException absent) {
            throw unreachable(absent);
        } catch (IOException | UncheckedIOException broken) {
            throw new CliException(
                    ExitCode.UNREACHABLE, "The connection to " + url + " broke: " + broken.getMessage(), null, broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.FAILED, "Stopped.", null, stopped);
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (HttpTimeoutException late) {
            throw new CliException(ExitCode.UNREACHABLE, "Vizsla did not answer in time at " + url + ".", null, late);
        } catch (ConnectException absent) {
            throw unreachable(absent);
        } catch (IOException broken) {
            throw new CliException(
                    ExitCode.UNREACHABLE, "The connection to " + url + " broke: " + broken.getMessage(), null, broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.FAILED, "Stopped.", null, stopped);
        }
    }

    private CliException unreachable(IOException cause) {
        return new CliException(
                ExitCode.UNREACHABLE,
                "Vizsla does not answer at " + url + ". Start it with ./vizsla start, or name another with --url.",
                null,
                cause);
    }

    private CliException refused(int status, JsonNode problem) {
        String code = problem.path("code").asText("");
        String detail = problem.path("detail").asText(problem.path("title").asText("HTTP status " + status));
        String message = code.isEmpty() ? "Refused by " + url + ": " + detail : detail + " (" + code + ")";
        return new CliException(exitCode(status, code), message, problem, null);
    }

    private static int exitCode(int status, String code) {
        if (status == NOT_READY) {
            return ExitCode.UNREACHABLE;
        }
        return USAGE_CODES.contains(code) ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static BodyPublisher json(JsonNode body) {
        return BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8);
    }

    private JsonNode parse(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new CliException(
                    ExitCode.FAILED,
                    "What answers at " + url + " is not Vizsla: the answer is not JSON.",
                    null,
                    notJson);
        }
    }
}
