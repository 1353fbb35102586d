package io.vizsla.indexer;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Those who wait until a document's state has come so far. Safe for any number of threads. */
final class Waiters {

    private final Map<DocumentRef, List<Waiter>> waiting = new ConcurrentHashMap<>();

    private record Waiter(LogPosition position, CompletableFuture<DocumentStatus> future) {

        boolean satisfiedBy(DocumentStatus status) {
            return status.position().partition() == position.partition()
                    && status.position().offset() >= position.offset();
        }
    }

    /** Registers somebody; who gives up completes or cancels the future and is forgotten. */
    CompletableFuture<DocumentStatus> add(DocumentRef document, LogPosition position) {
        Waiter waiter = new Waiter(position, new CompletableFuture<>());
        waiting.compute(document, (_, before) -> with(before, waiter));
        waiter.future().whenComplete((_, _) -> remove(document, waiter)).exceptionally(_ -> null);
        return waiter.future();
    }

    /** Wakes those whom this state satisfies. */
    void tell(DocumentStatus status) {
        List<Waiter> some = waiting.get(status.document());
        if (some != null) {
            some.stream().filter(waiter -> waiter.satisfiedBy(status)).forEach(waiter -> waiter.future()
                    .complete(status));
        }
    }

    /** Returns how many documents somebody waits for. */
    int size() {
        return waiting.size();
    }

    private void remove(DocumentRef document, Waiter waiter) {
        waiting.computeIfPresent(document, (_, before) -> without(before, waiter));
    }

    private static List<Waiter> with(@Nullable List<Waiter> before, Waiter waiter) {
        List<Waiter> after = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
        after.add(waiter);
        return after;
    }

    private static @Nullable List<Waiter> without(List<Waiter> before, Waiter waiter) {
        List<Waiter> after = new ArrayList<>(before);
        after.remove(waiter);
        return after.isEmpty() ? null : after;
    }
}
