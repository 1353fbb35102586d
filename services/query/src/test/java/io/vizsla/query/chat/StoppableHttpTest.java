package io.vizsla.query.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.ChatConfig;
import io.vizsla.query.testing.Configs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoppableHttpTest {

    private static final String BEGINNING = "data: first\n\ndata: ";
    /** What the other side sends at the most: a test must end, whatever the client does. */
    private static final int ENDLESS = 8 * BoundedBody.MOST;

    private final HttpClient http = StoppableHttp.builder().build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Heard heard = new Heard();
    private final CompletableFuture<Void> abandoned = new CompletableFuture<>();
    private volatile int length;
    private volatile Duration pause = Duration.ZERO;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                write(exchange.getResponseBody(), length, pause);
            } catch (IOException closed) {
                abandoned.complete(null);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void answersUpToTheBoundAreReadWhole() {
        length = BoundedBody.MOST;

        assertThat(http.execute(request()).body()).hasSize(BoundedBody.MOST);
        http.execute(request(), new DefaultServerSentEventParser(), heard);

        assertThat(heard.errors).isEmpty();
        assertThat(heard.events).hasSize(2).first().isEqualTo("first");
    }

    @Test
    void longerAnswersAreAnError() {
        length = BoundedBody.MOST + 1;

        assertThatThrownBy(() -> http.execute(request()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("longer than 8388608 bytes");
    }

    /** As a server does that keeps a connection alive and has nothing to say. */
    @Test
    void wholeAnswersThatDoNotEndAreLeft() {
        length = ENDLESS;
        // The request has to arrive in that time, and it must be over long before the bound is reached.
        pause = Duration.ofMillis(100);
        HttpClient impatient =
                StoppableHttp.builder().readTimeout(Duration.ofSeconds(3)).build();

        assertThatThrownBy(() -> impatient.execute(request()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no whole answer within PT3S");
        assertThat(abandoned).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void configuredModelIsNotReadBeyondTheBound() {
        length = ENDLESS;
        ConfiguredChat chat = new ConfiguredChat(Configs.of(
                ChatConfig.class,
                Map.of(
                        "vizsla.chat.url",
                        "http://127.0.0.1:" + server.getAddress().getPort())));

        assertThatThrownBy(() -> chat.client().orElseThrow().answer("Answer.", "Who?"))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("longer than 8388608 bytes");
    }

    /** A line without an end would fill the memory. */
    @Test
    void streamsAreNotReadBeyondTheBound() {
        length = ENDLESS;

        http.execute(request(), new DefaultServerSentEventParser(), heard);

        assertThat(heard.events).containsExactly("first");
        assertThat(heard.errors).singleElement().satisfies(error -> assertThat(error)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 8388608 bytes"));
    }

    private HttpRequest request() {
        return HttpRequest.builder()
                .method(HttpMethod.POST)
                .url("http://127.0.0.1:" + server.getAddress().getPort() + "/")
                .body("{}")
                .build();
    }

    private static void write(OutputStream out, int length, Duration pause) throws IOException, InterruptedException {
        byte[] beginning = BEGINNING.getBytes(StandardCharsets.UTF_8);
        out.write(beginning);
        byte[] more = "x".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
        for (int left = length - beginning.length; left > 0; left -= more.length) {
            out.write(more, 0, Math.min(left, more.length));
            Thread.sleep(pause);
        }
    }

    private static final class Heard implements ServerSentEventListener {

        private final List<String> events = new ArrayList<>();
        private final List<Throwable> errors = new ArrayList<>();

        @Override
        public void onEvent(ServerSentEvent event) {
            events.add(event.data());
        }

        @Override
        public void onError(Throwable error) {
            errors.add(error);
        }
    }
}
