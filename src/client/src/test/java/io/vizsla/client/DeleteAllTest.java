package io.vizsla.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A document that cannot be deleted does not keep the others back. */
@Timeout(30)
class DeleteAllTest {

    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void allOthersAreDeletedBeforeTheFirstErrorIsTold() {
        List<String> others = IntStream.range(0, 60).mapToObj(i -> "d" + i).toList();
        List<String> ids = new ArrayList<>(List.of("bad1"));
        ids.addAll(others);
        ids.add("bad2");
        VizslaClient client =
                VizslaClient.of("http://localhost:" + server.getAddress().getPort());

        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> client.deleteAll("c", ids))
                .withMessage("no bad1")
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("invalid_argument");
                    assertThat(refused.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .containsExactly("no bad2");
                });

        assertThat(deleted).containsExactlyInAnyOrderElementsOf(others);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String id = exchange.getRequestURI().getPath().replaceAll(".*/", "");
            if (id.startsWith("bad")) {
                byte[] problem = "{\"code\":\"invalid_argument\",\"detail\":\"no %s\"}"
                        .formatted(id)
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(400, problem.length);
                exchange.getResponseBody().write(problem);
            } else {
                deleted.add(id);
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }
}
