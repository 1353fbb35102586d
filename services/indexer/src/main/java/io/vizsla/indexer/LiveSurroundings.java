package io.vizsla.indexer;

import io.vizsla.api.ingest.DocumentStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The surroundings of a loop that runs: a broker, a view that follows it, the system's clock, and the process' pulse. */
record LiveSurroundings(LogConnection connection, StatusView view, Pulse pulse) implements LoopSurroundings {

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, ?> settings) {
        return connection.consumer(settings);
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, ?> settings) {
        return connection.producer(settings);
    }

    @Override
    public void readStatesToEnd(Duration timeout) {
        view.readToEnd(timeout);
    }

    @Override
    public void apply(Collection<DocumentStatus> committed) {
        view.apply(committed);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @Override
    public BooleanSupplier awake() {
        return pulse.awake();
    }

    @Override
    public boolean await(CompletableFuture<?> result, Duration wait) {
        CompletableFuture<Boolean> ended = result.handle((_, _) -> true);
        return ended.completeOnTimeout(false, wait.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
