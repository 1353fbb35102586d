package io.vizsla.standalone.wiring;

import java.util.function.LongSupplier;

/** Events per second over the last ten seconds. Safe for any number of threads. */
final class RecordRate {

    private static final int SECONDS = 10;
    private static final long NANOS = 1_000_000_000L;

    private final LongSupplier clock;
    private final long[] counts = new long[SECONDS + 1];
    private final long[] seconds = new long[SECONDS + 1];

    /** @param clock gives nanoseconds */
    RecordRate(LongSupplier clock) {
        this.clock = clock;
    }

    synchronized void add(long count) {
        long second = Math.floorDiv(clock.getAsLong(), NANOS);
        int slot = slot(second);
        if (seconds[slot] != second) {
            seconds[slot] = second;
            counts[slot] = 0;
        }
        counts[slot] += count;
    }

    /** Returns the rate; the second that is still running does not count. */
    synchronized double perSecond() {
        long now = Math.floorDiv(clock.getAsLong(), NANOS);
        long sum = 0;
        for (int back = 1; back <= SECONDS; back++) {
            int slot = slot(now - back);
            sum += seconds[slot] == now - back ? counts[slot] : 0;
        }
        return (double) sum / SECONDS;
    }

    private int slot(long second) {
        return Math.floorMod(second, SECONDS + 1);
    }
}
