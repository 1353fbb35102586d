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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's way to HTTP on the caller's own thread, so that an interrupt closes the connection at once, also while a model has
 * not said a word yet; LangChain4j's own client can only be stopped between two words. An answer of more
 * than {@link BoundedBody#MOST} bytes is an error. Safe for any number of threads.
 */
final class StoppableHttp implements HttpClient {

    private static final int FIRST_ERROR = 300;
    private static final int LONGEST_ERROR = 2_000;

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

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try (InputStream body = new BoundedBody(open(request).body())) {
            return SuccessfulHttpResponse.builder()
                    .statusCode(200)
                    .body(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .build();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
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
            throw new IOException("stopped", stopped);
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
