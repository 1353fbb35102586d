package io.vizsla.query.collection;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The collections that are being deleted right now: they take no documents. Safe for any number of threads. */
@Singleton
public class Deletions {

    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /**
     * Marks a collection.
     *
     * @throws VizslaException {@code CONFLICT} if it is marked already
     */
    void begin(String collection) {
        if (!running.add(collection)) {
            throw conflict(collection);
        }
    }

    void end(String collection) {
        running.remove(collection);
    }

    /**
     * Does nothing unless the collection is being deleted.
     *
     * @throws VizslaException {@code CONFLICT} if it is
     */
    public void refuse(String collection) {
        if (running.contains(collection)) {
            throw conflict(collection);
        }
    }

    private static VizslaException conflict(String collection) {
        return VizslaException.field(ErrorCode.CONFLICT, "collection", collection, "one that is not being deleted");
    }
}
