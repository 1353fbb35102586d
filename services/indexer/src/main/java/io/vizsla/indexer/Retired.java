package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Indexes that served and are open still, for searches that hold them, and for the way back. Safe for any number of threads. */
final class Retired implements AutoCloseable {

    private final Map<String, OpenCollection> open = new HashMap<>();

    synchronized void keep(OpenCollection collection) {
        open.put(collection.spec().indexName(), collection);
    }

    /** Hands out an index that is kept, which belongs to the caller then; one of the same name that is something else is closed. */
    synchronized Optional<OpenCollection> take(CollectionSpec spec) {
        OpenCollection kept = open.remove(spec.indexName());
        if (kept == null || kept.spec().indexesLike(spec)) {
            return Optional.ofNullable(kept);
        }
        kept.index().close();
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        open.values().forEach(collection -> collection.index().close());
        open.clear();
    }
}
