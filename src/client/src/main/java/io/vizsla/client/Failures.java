package io.vizsla.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What was refused among many calls, so that all of them end before one of them is told of. One thread. */
final class Failures {

    /** How many more are told of. */
    private static final int MORE = 20;

    private @Nullable RuntimeException first;

    /** Waits for the end of a call, and keeps why it was refused; any other failure, which the next call would meet too, is thrown. */
    void await(CompletableFuture<?> call) {
        try {
            call.join();
        } catch (CompletionException failed) {
            keep(failed.getCause() instanceof VizslaClientException ours ? ours : failed);
            if (!(failed.getCause() instanceof VizslaClientException ours)
                    || ours.status() == 0
                    || ours.mayPassLater()) {
                throwFirst();
            }
        }
    }

    /** Throws the first that went wrong, if anything did. */
    void throwFirst() {
        if (first != null) {
            throw first;
        }
    }

    private void keep(RuntimeException failure) {
        if (first == null) {
            first = failure;
        } else if (failure != first && first.getSuppressed().length < MORE) {
            first.addSuppressed(failure);
        }
    }
}
