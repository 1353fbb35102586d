package io.vizsla.indexer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Notices that the process stood still: was stopped, swapped out, or in a long pause of its garbage collector. It says so to
 * whoever asks first, be it before the pulse's own thread runs again. Any thread.
 */
final class Pulse implements AutoCloseable {

    private static final long BEAT_MILLIS = 500;

    private final long limit;
    private final LongSupplier clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger stops = new AtomicInteger();
    private volatile long latest;

    /**
     * @param limit how long may pass between two beats
     * @param clock nanoseconds, as those of {@link System#nanoTime()}
     */
    Pulse(Duration limit, LongSupplier clock) {
        this.limit = limit.toNanos();
        this.clock = clock;
        this.latest = clock.getAsLong();
    }

    /** Starts one on a thread of its own. */
    static Pulse start(Duration limit) {
        Pulse pulse = new Pulse(limit, System::nanoTime);
        Thread.ofPlatform().name("vizsla-indexer-pulse").daemon().start(pulse::run);
        return pulse;
    }

    /** Returns what tells whether the process has not stood still since this was called. */
    BooleanSupplier awake() {
        int before = stops.get();
        // In this order: whoever sees a beat that came after a stop sees the stop, too.
        return () -> clock.getAsLong() - latest < limit && stops.get() == before;
    }

    /** For one thread. */
    void beat() {
        long now = clock.getAsLong();
        if (now - latest >= limit) {
            stops.incrementAndGet();
        }
        latest = now;
    }

    private void run() {
        try {
            while (!closed.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
                beat();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
