package io.vizsla.indexer;

import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.LogRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Lets something be done while no batch is processed. Batches wait for it, and it for the batch under way. */
public final class IngestBarrier implements BatchProcessor {

    private final BatchProcessor processor;
    /** Fair, or a loop that is never idle would always be first. */
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Makes a barrier before a processor. */
    public IngestBarrier(BatchProcessor processor) {
        this.processor = processor;
    }

    @Override
    public IngestResult process(List<LogRecord> records, BooleanSupplier wanted) {
        return alone(() -> processor.process(records, wanted));
    }

    /** Does something between two batches. */
    public <T> T alone(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something between two batches if the one under way ends in time.
     *
     * @return what it gave; empty if nothing was done
     */
    public <T> Optional<T> tryAlone(Duration wait, Supplier<T> action) {
        try {
            if (!lock.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(action.get());
        } finally {
            lock.unlock();
        }
    }
}
