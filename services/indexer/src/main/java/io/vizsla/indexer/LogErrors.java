package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Turns what Kafka's clients throw into the platform's exception. */
final class LogErrors {

    private LogErrors() {}

    /** Returns the exception for a failure of the log while doing something, such as {@code append a document}. */
    static VizslaException unavailable(String doing, Throwable cause) {
        Throwable root = unwrap(cause);
        if (root instanceof VizslaException known) {
            return known;
        }
        if (root instanceof RecordTooLargeException || root instanceof RecordBatchTooLargeException) {
            return VizslaException.of(ErrorCode.TOO_LARGE, "Cannot " + doing + ": " + root.getMessage(), root);
        }
        return VizslaException.of(ErrorCode.LOG_UNAVAILABLE, "Cannot " + doing + ": " + root.getMessage(), root);
    }

    /** Waits for an answer of the log. An interrupt counts as a failure and stays set. */
    static <T> T get(Future<T> answer, long timeoutMillis, String doing) {
        try {
            return answer.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable(doing, interrupted);
        } catch (ExecutionException failed) {
            throw unavailable(doing, failed);
        } catch (TimeoutException late) {
            throw VizslaException.of(
                    ErrorCode.LOG_UNAVAILABLE, "Cannot " + doing + ": no answer in " + timeoutMillis + " ms", late);
        }
    }

    private static Throwable unwrap(Throwable cause) {
        Throwable root = cause;
        while ((root instanceof ExecutionException || root instanceof CompletionException) && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
