package io.vizsla.encoding;

import java.util.concurrent.CompletableFuture;

/** A text that waits for its batch. */
record Pending(TokenizedText text, CompletableFuture<Encoded> result, long sinceNanos) {

    static Pending of(TokenizedText text) {
        return new Pending(text, new CompletableFuture<>(), System.nanoTime());
    }
}
