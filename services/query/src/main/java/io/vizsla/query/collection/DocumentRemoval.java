package io.vizsla.query.collection;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.query.config.CollectionsConfig;
import io.vizsla.query.port.DocumentWrites;
import io.vizsla.query.port.Futures;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Deletes all documents of a collection through the log, so that no replay brings them back. */
@Singleton
public class DocumentRemoval {

    private static final int PAGE = 500;

    private final DocumentStates states;
    private final DocumentWrites writes;
    private final Duration timeout;

    /** Removes by these parts. */
    public DocumentRemoval(DocumentStates states, DocumentWrites writes, CollectionsConfig config) {
        this.states = states;
        this.writes = writes;
        this.timeout = config.deleteTimeout();
    }

    /** Returns whether there is a document in one of the states that passes. */
    boolean any(String collection, Set<DocumentState> among, Predicate<DocumentStatus> which) {
        return among.stream().anyMatch(state -> {
            List<DocumentStatus> page = states.list(collection, state, null, PAGE);
            while (!page.isEmpty()) {
                if (page.stream().anyMatch(which)) {
                    return true;
                }
                page = after(page, state);
            }
            return false;
        });
    }

    /**
     * Appends a deletion for every document in one of the states that passes and returns once they all are deleted.
     *
     * @throws VizslaException {@code TIMEOUT} if the indexer does not get there in time, {@code LOG_UNAVAILABLE}
     */
    void removeAll(String collection, Set<DocumentState> among, Predicate<DocumentStatus> which) {
        long deadline = System.nanoTime() + timeout.toNanos();
        join(writes.caughtUp(), deadline);
        for (DocumentState state : among) {
            removeAll(collection, state, which, deadline);
        }
    }

    private void removeAll(String collection, DocumentState state, Predicate<DocumentStatus> which, long deadline) {
        List<DocumentStatus> page = states.list(collection, state, null, PAGE);
        while (!page.isEmpty()) {
            removePage(page.stream().filter(which).toList(), deadline);
            page = after(page, state);
        }
    }

    private List<DocumentStatus> after(List<DocumentStatus> page, DocumentState state) {
        DocumentRef last = page.getLast().document();
        return states.list(last.collection(), state, last.id(), PAGE);
    }

    private void removePage(List<DocumentStatus> page, long deadline) {
        List<CompletableFuture<DocumentStatus>> removals = new ArrayList<>();
        for (DocumentStatus status : page) {
            removals.add(writes.append(status.document(), null)
                    .thenCompose(position -> writes.await(status.document(), position)));
        }
        removals.forEach(removal -> join(removal, deadline));
    }

    private static <T extends @Nullable Object> void join(CompletableFuture<T> future, long deadline) {
        Futures.join(future, Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0)));
    }
}
