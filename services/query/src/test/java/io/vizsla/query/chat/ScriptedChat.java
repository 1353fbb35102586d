package io.vizsla.query.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.vizsla.api.chat.ChatClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A server that speaks as OpenAI's does and says what it is told to; a null answer is an error of the server. */
public final class ScriptedChat implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    public final List<String> asked = new CopyOnWriteArrayList<>();

    public ScriptedChat(UnaryOperator<String> answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", exchange -> {
            JsonNode messages = JSON.readTree(exchange.getRequestBody()).get("messages");
            String text = messages.get(messages.size() - 1).get("content").asText();
            asked.add(text);
            String said = answer.apply(text);
            byte[] body = JSON.writeValueAsBytes(Map.of(
                    "id", "1",
                    "model", "scripted",
                    "choices",
                            List.of(Map.of(
                                    "index",
                                    0,
                                    "finish_reason",
                                    "stop",
                                    "message",
                                    Map.of("role", "assistant", "content", said == null ? "" : said)))));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(said == null ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Returns where it is reached. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    ChatClient client(Duration timeout) {
        return new LangChainChat(OpenAiChatModel.builder()
                .baseUrl(url())
                .modelName("scripted")
                .apiKey("none")
                .timeout(timeout)
                .maxRetries(0)
                .build());
    }

    ChatClient client() {
        return client(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
