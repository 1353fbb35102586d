package io.vizsla.query.port;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for futures and gives their failures back as errors of ours. */
public final class Futures {

    private Futures() {}

    /**
     * Returns the future's value; cancels it if it is late.
     *
     * @throws VizslaException {@code TIMEOUT}; {@code NOT_READY} if interrupted; what the future failed with;
     *     {@code INTERNAL} for anything else
     */
    public static <T extends @Nullable Object> T join(CompletableFuture<T> future, Duration longest) {
        try {
            return future.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            future.cancel(true);
            throw VizslaException.of(ErrorCode.TIMEOUT, "what was waited for did not happen in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.NOT_READY, "the instance is shutting down", interrupted);
        } catch (ExecutionException failed) {
            throw ours(failed);
        }
    }

    /** Returns the error of ours that a failure is or wraps. */
    public static VizslaException ours(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof VizslaException ours
                ? ours
                : VizslaException.of(ErrorCode.INTERNAL, "unexpected failure", cause);
    }
}
