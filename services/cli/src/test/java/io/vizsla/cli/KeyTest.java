package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What commands present to an instance that asks for a key. */
class KeyTest {

    @Test
    void theKeyGoesWithEachRequest() throws IOException {
        List<String> presented = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/", exchange -> {
            presented.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort();
            new VizslaClient(url, "vz_abc").get("/v1/collections");
            new VizslaClient(url, null).get("/v1/collections");
            new VizslaClient(url, " ").get("/v1/collections");
        } finally {
            server.stop(0);
        }

        assertThat(presented).containsExactly("Bearer vz_abc", "null", "null");
    }
}
