package io.vizsla.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Passes messages of the Model Context Protocol on to an instance, one after the other: in the session that it gave, by the version
 * that was agreed on, with the client's key.
 */
final class McpBridge {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";
    private static final int FIRST_ERROR = 400;
    private static final int UNAUTHORIZED = 401;

    /** JSON-RPC's codes of what was not JSON, and of what we cannot do. */
    private static final int UNREADABLE = -32_700;

    private static final int UNREACHABLE = -32_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final VizslaClient client;
    private final Consumer<String> answers;
    private String session = "";
    private String version = "";

    McpBridge(VizslaClient client, Consumer<String> answers) {
        this.client = client;
        this.answers = answers;
    }

    /** Passes a message on, and its answers back; what goes wrong is an answer too. */
    void pass(String line) {
        JsonNode message = read(line);
        if (message.isMissingNode()) {
            refuse(message, UNREADABLE, "the line is not JSON");
            return;
        }
        try {
            HttpResponse<Stream<String>> response = http.send(request(line), BodyHandlers.ofLines());
            session = response.headers().firstValue(SESSION).orElse(session);
            try (Stream<String> body = response.body()) {
                if (response.statusCode() < FIRST_ERROR) {
                    body.map(McpBridge::data).filter(one -> !one.isBlank()).forEach(answer -> {
                        agree(message, answer);
                        answers.accept(answer);
                    });
                } else {
                    refuse(message, UNREACHABLE, refusal(response.statusCode()));
                }
            }
        } catch (IOException | UncheckedIOException unreachable) {
            refuse(
                    message,
                    UNREACHABLE,
                    "Vizsla does not answer at " + client.url() + "; start it with ./vizsla start");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            refuse(message, UNREACHABLE, "stopped");
        }
    }

    private HttpRequest request(String line) {
        HttpRequest.Builder request = client.request("/mcp")
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(line, StandardCharsets.UTF_8));
        if (!session.isEmpty()) {
            request.header(SESSION, session);
        }
        if (!version.isEmpty()) {
            request.header(VERSION, version);
        }
        return request.build();
    }

    /** The answer to the first request names the version that all later ones are by. */
    private void agree(JsonNode message, String answer) {
        if (message.path("method").asText().equals("initialize")) {
            version = read(answer).at("/result/protocolVersion").asText(version);
        }
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
