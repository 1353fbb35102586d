package io.vizsla.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server that speaks the shapes of an instance: answers by rote and remembers what it was asked. */
final class FakeInstance implements AutoCloseable {

    /** What was asked. */
    record Asked(String call, String contentType, String body, Map<String, List<String>> headers) {

        /** Returns a header, null if there is none. */
        String header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
        }
    }

    /**
     * What is answered.
     *
     * @param stalls whether the end of the body never comes
     */
    record Answer(int status, String body, Map<String, String> headers, boolean stalls) {

        static Answer of(int status, String body) {
            return new Answer(status, body, Map.of(), false);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Function<Asked, Answer>> answers = Collections.synchronizedMap(new HashMap<>());
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    FakeInstance() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        on("GET /v1/status", 200, "{\"ready\":true,\"version\":\"1\",\"uptime\":75.5,\"ingest\":{\"lag\":0}}");
    }

    /** Lets a call, such as {@code GET /v1/collections}, be answered so. */
    FakeInstance on(String call, int status, String body) {
        return on(call, _ -> Answer.of(status, body));
    }

    /** Lets a call be answered by what was asked. */
    FakeInstance on(String call, Function<Asked, Answer> answer) {
        answers.put(call, answer);
        return this;
    }

    /** Lets a call be answered by a problem document. */
    FakeInstance refuse(String call, int status, String code, String detail) {
        return on(
                call,
                status,
                Json.object()
                        .put("title", "Refused")
                        .put("status", status)
                        .put("code", code)
                        .put("detail", detail)
                        .toString());
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns what was asked by this call, with its query. */
    List<Asked> asked(String call) {
        synchronized (asked) {
            return asked.stream().filter(one -> one.call().startsWith(call)).toList();
        }
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            Asked one = new Asked(
                    call, exchange.getRequestHeaders().getFirst("Content-Type"), body, exchange.getRequestHeaders());
            asked.add(one);
            Function<Asked, Answer> known = answers.getOrDefault(call, answers.get(call.replaceAll("\\?.*", "")));
            answer(
                    exchange,
                    known == null
                            ? Answer.of(
                                    404,
                                    "{\"code\":\"unknown_resource\",\"detail\":\"the fake does not know " + call
                                            + "\"}")
                            : known.apply(one));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.stalls() ? 0 : bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        if (answer.stalls()) {
            exchange.getResponseBody().flush();
            stall();
        }
    }

    /** Until the fake is closed. */
    private static void stall() {
        try {
            Thread.sleep(Duration.ofMinutes(10));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
