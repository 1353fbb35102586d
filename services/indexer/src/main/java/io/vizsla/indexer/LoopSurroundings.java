package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * What a {@link LoopSession} stands on: clients of the log, the view of states, time and chance. {@link IndexerLoop} brings
 * those of the world; a simulation brings its own, and with them a run that a seed repeats exactly.
 *
 * <p>Called by the session's thread only.
 */
public interface LoopSurroundings {

    /** Returns a new consumer with these settings besides those of the connection; the session closes it. */
    Consumer<byte[], byte[]> consumer(Map<String, ?> settings);

    /** Returns a new producer with these settings besides those of the connection; the session closes it. */
    Producer<byte[], byte[]> producer(Map<String, ?> settings);

    /**
     * Returns once the view of states has all that was on its topic when this was called.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if that takes longer
     */
    void readStatesToEnd(Duration timeout);

    /** Takes states that a transaction has just committed, ahead of their coming back from the topic. */
    void apply(Collection<DocumentStatus> committed);

    /** Returns nanoseconds since some moment, as {@link System#nanoTime()} does. */
    long nanos();

    /** Returns a number from 0 to 1, by which the pauses after failures differ. */
    double chance();

    /**
     * Returns what tells, on any thread, whether the process has not stood still since for so long that the group may have
     * given its partitions to others.
     */
    BooleanSupplier awake();

    /** Returns whether a result is there, also an exceptional one, waiting for it so long at most. */
    boolean await(CompletableFuture<?> result, Duration wait);
}
