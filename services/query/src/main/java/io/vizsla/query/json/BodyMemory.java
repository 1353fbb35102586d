package io.vizsla.query.json;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds how many bytes of large bodies are in memory at a time, over all requests: whoever comes late waits, first come,
 * first served. Without it a handful of the largest documents sent at once would exhaust the heap. Bodies of up to
 * {@value #SMALL} bytes are not counted. Safe for any number of threads.
 */
@Singleton
public class BodyMemory {

    /** Up to here a body is not worth counting. */
    public static final int SMALL = 64 * 1024;

    private static final int UNIT = 1024;

    private final int units;
    private final Duration patience;
    private final Semaphore free;

    /** Bounds by these settings. */
    public BodyMemory(LimitsConfig limits) {
        this.units = (int) Math.max(1, limits.bodyMemory().asLongValue() / UNIT);
        this.patience = limits.defaultWait();
        this.free = new Semaphore(units, true);
    }

    /**
     * Returns room for so many bytes, once there is; the caller closes it. More than there is at all counts as all there is.
     *
     * @throws VizslaException {@code OVERLOADED} if others keep it for longer than requests wait
     */
    public Room take(long bytes) {
        if (bytes <= SMALL) {
            return Room.NONE;
        }
        int wanted = (int) Math.min(units, (bytes + UNIT - 1) / UNIT);
        try {
            if (!free.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw VizslaException.of(
                        ErrorCode.OVERLOADED,
                        "large bodies of " + units + " KiB are under way already; try again in a moment");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.NOT_READY, "the instance is shutting down", interrupted);
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.compareAndSet(true, false)) {
                free.release(wanted);
            }
        };
    }

    /** Room in memory, given back once. */
    @FunctionalInterface
    public interface Room extends AutoCloseable {

        /** No room at all. */
        Room NONE = () -> {};

        @Override
        void close();
    }
}
