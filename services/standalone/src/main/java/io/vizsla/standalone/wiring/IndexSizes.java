package io.vizsla.standalone.wiring;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexStats;
import io.vizsla.models.collection.CachedOpenCollections;

/**
 * The sizes of the open indexes, asked for once for all that one look at the metrics shows of them: where a store is elsewhere, each
 * question goes there. While it does not answer, what it said last stands. Safe for any number of threads.
 */
final class IndexSizes {

    private static final long FRESH_NANOS = 1_000_000_000L;

    private final CachedOpenCollections collections;
    private IndexStats sum = new IndexStats(0, 0);
    private long asked = System.nanoTime() - FRESH_NANOS;

    IndexSizes(CachedOpenCollections collections) {
        this.collections = collections;
    }

    double chunks() {
        return sum().chunks();
    }

    double bytes() {
        return sum().bytes();
    }

    private synchronized IndexStats sum() {
        if (System.nanoTime() - asked >= FRESH_NANOS) {
            try {
                long chunks = 0;
                long bytes = 0;
                for (OpenCollection collection : collections.opened()) {
                    IndexStats one = collection.index().stats();
                    chunks += one.chunks();
                    bytes += one.bytes();
                }
                sum = new IndexStats(chunks, bytes);
            } catch (VizslaException silent) {
                // Readiness tells of that.
            } finally {
                asked = System.nanoTime();
            }
        }
        return sum;
    }
}
