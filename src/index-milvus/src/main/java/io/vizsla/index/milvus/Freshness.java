package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import java.time.Duration;

/**
 * How fresh what a read sees must be. Bounded by default, which costs nothing. For a while after a flush more is asked
 * for: after writes of this process that it sees them (session), after those of others, of which it knows nothing, that
 * it sees all there is (strong, which waits for the server's clock to pass). After that while the bound covers both.
 *
 * <p>Safe for any number of threads.
 */
final class Freshness {

    private final long window;
    private volatile long wrote;
    private volatile long asked;

    Freshness(Duration staleness) {
        this.window = staleness.toNanos();
        this.wrote = System.nanoTime() - window;
        this.asked = wrote;
    }

    /** Tells that this process wrote. */
    void wrote() {
        wrote = System.nanoTime();
    }

    /** Tells that later reads must see all writes that ended before, whoever made them. */
    void demand() {
        asked = System.nanoTime();
    }

    /** Returns what reads ask for now. */
    ConsistencyLevel level() {
        long now = System.nanoTime();
        if (now - asked < window) {
            return ConsistencyLevel.STRONG;
        }
        return now - wrote < window ? ConsistencyLevel.SESSION : ConsistencyLevel.BOUNDED;
    }
}
