package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Pauses that double with each failure, with jitter so that many do not come back at once: half of the pause is certain,
 * half is drawn. For one thread.
 */
final class BackOff {

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier chance;
    private int failures;

    BackOff(Duration first, Duration longest) {
        this(first, longest, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Makes pauses that differ by chance, a number from 0 to 1. */
    BackOff(Duration first, Duration longest, DoubleSupplier chance) {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw VizslaException.invalid("backOff", first + " to " + longest, "above 0 and rising");
        }
        this.first = first;
        this.longest = longest;
        this.chance = chance;
    }

    /** Counts a failure and returns how long to wait for it. */
    Duration next() {
        double doubled = first.toMillis() * Math.pow(2, Math.min(failures, 30));
        failures++;
        double whole = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.round(whole / 2 + whole / 2 * chance.getAsDouble()));
    }

    /** Returns how many failures were counted since the last success. */
    int failures() {
        return failures;
    }

    void reset() {
        failures = 0;
    }

    /** Counts a failure and waits for it, or until the latch opens; an interrupt ends the wait, too, and stays set. */
    void pause(CountDownLatch closed) {
        try {
            var _ = closed.await(next().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
