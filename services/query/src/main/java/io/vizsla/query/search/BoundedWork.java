package io.vizsla.query.search;

import io.opentelemetry.context.Context;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.SearchConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.MDC;

/**
 * Runs searches and other work on models: so many at a time, so long each. Work that is too late goes on, because an
 * interrupt would close files under the feet of others, and keeps its place until it has really ended. Safe for any
 * number of threads.
 */
@Singleton
public class BoundedWork {

    private final Semaphore places;
    private final int concurrent;
    private final Duration timeout;
    private final ExecutorService threads;

    /** Bounds by these settings. */
    @Inject
    public BoundedWork(SearchConfig config) {
        this(config, Context.taskWrapping(Executors.newVirtualThreadPerTaskExecutor()));
    }

    BoundedWork(SearchConfig config, ExecutorService threads) {
        this.threads = threads;
        this.concurrent = config.concurrent();
        this.timeout = config.timeout();
        this.places = new Semaphore(concurrent);
    }

    /**
     * Runs the work and returns what it returns. Its log lines carry what those of the caller do, such as the request's
     * id, and its spans belong to the caller's trace.
     *
     * @throws VizslaException {@code OVERLOADED} if all places are taken, {@code TIMEOUT} if it takes too long, or what
     *     the work throws
     */
    public <T> T run(Callable<T> work) {
        if (!places.tryAcquire()) {
            throw VizslaException.of(
                    ErrorCode.OVERLOADED, "more than " + concurrent + " searches at a time; try again in a moment");
        }
        Map<String, Object> logged = MDC.getMap();
        return result(threads.submit(() -> {
            try {
                logged.forEach(MDC::put);
                return work.call();
            } finally {
                logged.keySet().forEach(MDC::remove);
                places.release();
            }
        }));
    }

    /** Returns how many pieces of work are running. */
    public int running() {
        return concurrent - places.availablePermits();
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }

    private <T> T result(Future<T> future) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // Not cancelled: work that has not begun would never give its place back, and begun work must not be
            // interrupted.
            throw VizslaException.of(ErrorCode.TIMEOUT, "not done within " + timeout.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.NOT_READY, "the instance is shutting down", interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof VizslaException ours
                    ? ours
                    : VizslaException.of(ErrorCode.INTERNAL, "the search failed", failed.getCause());
        }
    }
}
