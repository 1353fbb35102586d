package io.vizsla.query.chat;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's way to HTTP on a thread that waits, so that an interrupt of the caller closes the connection at once, also while a
 * model has not said a word yet; LangChain4j's own client can only be stopped between two words. An answer of more than
 * {@link BoundedBody#MOST} bytes is an error, and so is a whole one that takes longer than the read timeout; who reads a stream
 * watches the clock himself. Safe for any number of threads.
 */
final class StoppableHttp implements HttpClient {

    private static final int FIRST_ERROR = 300;
    private static final int LONGEST_ERROR = 2_000;
    private static final String STOPPED = "stopped";

    private final java.net.http.HttpClient http;
    private final Duration readTimeout;

    StoppableHttp(Duration connectTimeout, Duration readTimeout) {
        this.http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
        this.readTimeout = readTimeout;
    }

    static HttpClientBuilder builder() {
        return new Builder();
    }

    /** The JDK's own time limit ends with the headers, and a body may come a byte an hour. */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        FutureTask<SuccessfulHttpResponse> exchange = new FutureTask<>(() -> read(request));
        Thread.startVirtualThread(exchange);
        try {
            return exchange.get(readTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new UncheckedIOException(new HttpTimeoutException("no whole answer within " + readTimeout));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(STOPPED, stopped));
        } catch (ExecutionException failed) {
            throw unchecked(failed);
        } finally {
            exchange.cancel(true);
        }
    }

    private SuccessfulHttpResponse read(HttpRequest request) throws IOException {
        try (InputStream body = new BoundedBody(open(request).body())) {
            return SuccessfulHttpResponse.builder()
                    .statusCode(200)
                    .body(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .build();
        }
    }

    private static RuntimeException unchecked(ExecutionException failed) {
        return switch (failed.getCause()) {
            case RuntimeException unchecked -> unchecked;
            case IOException broken -> new UncheckedIOException(broken);
            case null, default -> new IllegalStateException(failed);
        };
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            HttpResponse<InputStream> response = open(request);
            listener.onOpen(SuccessfulHttpResponse.builder()
                    .statusCode(response.statusCode())
                    .headers(response.headers().map())
                    .build());
            try (InputStream body = new BoundedBody(response.body())) {
                parser.parse(body, listener);
            }
            listener.onClose();
        } catch (IOException | RuntimeException failed) {
            listener.onError(failed);
        }
    }

    private HttpResponse<InputStream> open(HttpRequest request) throws IOException {
        java.net.http.HttpRequest.Builder asked = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(readTimeout)
                .method(request.method().name(), BodyPublishers.ofString(body(request), StandardCharsets.UTF_8));
        request.headers().forEach((name, values) -> values.forEach(value -> asked.header(name, value)));
        try {
            HttpResponse<InputStream> response = http.send(asked.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() >= FIRST_ERROR) {
                throw new HttpException(response.statusCode(), beginning(response));
            }
            return response;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(STOPPED, stopped);
        }
    }

    private static String body(HttpRequest request) {
        @Nullable String body = request.body();
        return body == null ? "" : body;
    }

    private static String beginning(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
            return "HTTP status " + response.statusCode() + (text.isBlank() ? "" : ": " + text.strip());
        }
    }

    /** What LangChain4j's models are given in place of a client. */
    private static final class Builder implements HttpClientBuilder {

        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration readTimeout = Duration.ofSeconds(60);

        @Override
        public Duration connectTimeout() {
            return connectTimeout;
        }

        @Override
        public HttpClientBuilder connectTimeout(@Nullable Duration timeout) {
            connectTimeout = timeout == null ? connectTimeout : timeout;
            return this;
        }

        @Override
        public Duration readTimeout() {
            return readTimeout;
        }

        @Override
        public HttpClientBuilder readTimeout(@Nullable Duration timeout) {
            readTimeout = timeout == null ? readTimeout : timeout;
            return this;
        }

        @Override
        public HttpClient build() {
            return new StoppableHttp(connectTimeout, readTimeout);
        }
    }
}
