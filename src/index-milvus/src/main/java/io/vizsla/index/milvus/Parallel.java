package io.vizsla.index.milvus;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Requests that one search sends side by side. */
final class Parallel {

    private Parallel() {}

    /** Returns threads for requests: they wait for the server and compute little. */
    static ExecutorService threads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("milvus-", 0).factory());
    }

    /** Runs a request once one of the permits is free. */
    static <T> T bounded(Semaphore permits, Supplier<T> request) {
        permits.acquireUninterruptibly();
        try {
            return request.get();
        } finally {
            permits.release();
        }
    }

    /** Waits for a request and returns its result or throws what it threw. */
    static <T> T result(Future<T> request) {
        try {
            return request.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "interrupted while Milvus was asked", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
