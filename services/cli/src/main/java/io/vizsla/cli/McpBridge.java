package io.vizsla.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Passes messages of the Model Context Protocol on to an instance, one after the other: in the session that it gave, by the version
 * that was agreed on, with the client's key. A session that the instance does not know any more, because it was started again or
 * nothing was asked for long, is begun anew as the program began it.
 */
final class McpBridge {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final int FIRST_ERROR = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    /** JSON-RPC's codes of what was not JSON, and of what we cannot do. */
    private static final int UNREADABLE = -32_700;

    private static final int UNREACHABLE = -32_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final VizslaClient client;
    private final Consumer<String> answers;
    private final Duration timeout;
    /** The line by which the program began; empty before it has. */
    private String beginning = "";

    private String session = "";
    private String version = "";

    McpBridge(VizslaClient client, Consumer<String> answers) {
        this(client, answers, TIMEOUT);
    }

    /**
     * Makes a bridge.
     *
     * @param timeout for one answer, from the request to its last byte
     */
    McpBridge(VizslaClient client, Consumer<String> answers, Duration timeout) {
        this.client = client;
        this.answers = answers;
        this.timeout = timeout;
    }

    /** Passes a message on, and its answers back; what goes wrong is an answer too. */
    void pass(String line) {
        JsonNode message = read(line);
        if (message.isMissingNode()) {
            refuse(message, UNREADABLE, "the line is not JSON");
            return;
        }
        try {
            HttpResponse<String> response = answered(message, line);
            if (response.statusCode() < FIRST_ERROR) {
                response.body()
                        .lines()
                        .map(McpBridge::data)
                        .filter(one -> !one.isBlank())
                        .forEach(answers);
            } else {
                refuse(message, UNREACHABLE, refusal(response.statusCode()));
            }
        } catch (ExecutionException unreachable) {
            refuse(
                    message,
                    UNREACHABLE,
                    "Vizsla does not answer at " + client.url() + "; start it with ./vizsla start");
        } catch (TimeoutException late) {
            refuse(message, UNREACHABLE, "the instance was not done within " + timeout.toMillis() + " ms");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            refuse(message, UNREACHABLE, "stopped");
        }
    }

    private HttpResponse<String> answered(JsonNode message, String line)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (message.path("method").asText().equals("initialize")) {
            beginning = line;
            return begin();
        }
        HttpResponse<String> response = ask(inSession(line));
        if (response.statusCode() != NOT_FOUND || session.isEmpty()) {
            return response;
        }
        // The program does not hear of it: it knows no other session than this one.
        HttpResponse<String> begun = begin();
        if (begun.statusCode() >= FIRST_ERROR) {
            return begun;
        }
        ask(inSession(INITIALIZED));
        return ask(inSession(line));
    }

    /** Begins a session; the answer names the version that all later requests are by. */
    private HttpResponse<String> begin() throws ExecutionException, TimeoutException, InterruptedException {
        HttpResponse<String> response = ask(request(beginning));
        if (response.statusCode() >= FIRST_ERROR) {
            return response;
        }
        session = response.headers().firstValue(SESSION).orElse("");
        version = response.body()
                .lines()
                .map(line -> read(data(line)).at("/result/protocolVersion").asText())
                .filter(one -> !one.isEmpty())
                .findFirst()
                .orElse("");
        return response;
    }

    /** The timeout of a request would count to its head alone. */
    private HttpResponse<String> ask(HttpRequest request)
            throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // Closes the connection of one that nobody waits for any more.
            answer.cancel(true);
        }
    }

    private HttpRequest request(String line) {
        return client.request("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(line, StandardCharsets.UTF_8))
                .build();
    }

    private HttpRequest inSession(String line) {
        HttpRequest.Builder request = HttpRequest.newBuilder(request(line), (_, _) -> true);
        if (!session.isEmpty()) {
            request.header(SESSION, session);
        }
        if (!version.isEmpty()) {
            request.header(VERSION, version);
        }
        return request.build();
    }

    private static String refusal(int status) {
        return "the instance answered " + status
                + (status == UNAUTHORIZED ? ": name a key that is good for it, --key or VIZSLA_API_KEY" : "");
    }

    /** An answer is JSON on one line, or events of which each carries one. */
    private static String data(String line) {
        if (line.startsWith("data:")) {
            return line.substring("data:".length()).strip();
        }
        return line.startsWith("{") ? line : "";
    }

    /** Answers a request that failed; a notification has no answer. */
    private void refuse(JsonNode message, int code, String detail) {
        if (!message.isMissingNode() && !message.has("id")) {
            return;
        }
        ObjectNode answer = Json.object().put("jsonrpc", "2.0");
        answer.set("id", message.path("id").isMissingNode() ? Json.MAPPER.nullNode() : message.path("id"));
        answer.set("error", Json.object().put("code", code).put("message", detail));
        answers.accept(answer.toString());
    }

    private static JsonNode read(String line) {
        try {
            JsonNode message = Json.MAPPER.readTree(line);
            return message.isObject() ? message : MissingNode.getInstance();
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
