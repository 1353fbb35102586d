package io.vizsla.indexer;

import java.time.Duration;

/**
 * How many records the next batch takes. Where each takes long there are few, so that who comes next need not wait for many; where
 * they are quick there are more, so that what every batch costs, however small, is shared by many. For one thread.
 */
final class BatchSize {

    /** Where a batch begins, and shrinks back to. */
    private static final int FEWEST = 256;

    private static final long QUICK_NANOS = Duration.ofMillis(500).toNanos();
    private static final long SLOW_NANOS = Duration.ofSeconds(2).toNanos();

    private final int fewest;
    private final int most;
    private int now;

    /** @param most that a batch may have */
    BatchSize(int most) {
        this.fewest = Math.min(FEWEST, most);
        this.most = most;
        this.now = fewest;
    }

    int now() {
        return now;
    }

    /** Notes how long a batch took. One that had not all the records it might have says nothing of larger ones. */
    void took(int records, long nanos) {
        if (records >= now && nanos < QUICK_NANOS) {
            now = Math.min(most, 2 * now);
        } else if (nanos > SLOW_NANOS) {
            now = Math.max(fewest, now / 2);
        }
    }
}
