package io.vizsla.query.rest;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Speaks HTTP/1.1 where there is no TLS. Java's client asks to go over to HTTP/2 with its first request; where the answer to that
 * one is long, some arrived garbled. With TLS both sides agree on HTTP/2 before the first request.
 */
@Singleton
public class ClearTextProtocol implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
