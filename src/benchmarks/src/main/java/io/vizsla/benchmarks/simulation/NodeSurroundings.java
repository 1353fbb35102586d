package io.vizsla.benchmarks.simulation;

import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.indexer.LoopSurroundings;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The surroundings of a loop in the simulation. */
record NodeSurroundings(Machine machine, Life life, SimulatedStates states, SplittableRandom random)
        implements LoopSurroundings {

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, ?> settings) {
        return new SimulatedConsumer(machine, life, settings);
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, ?> settings) {
        return new SimulatedProducer(machine, life, String.valueOf(settings.get("transactional.id")));
    }

    @Override
    public void readStatesToEnd(Duration timeout) {
        states.readToEnd(timeout);
    }

    @Override
    public void apply(Collection<DocumentStatus> committed) {
        states.apply(committed);
    }

    @Override
    public long nanos() {
        return machine.scheduler().now();
    }

    @Override
    public double chance() {
        return random.nextDouble();
    }

    /** Nothing stands still for as long as a session here: see {@link Simulation}. */
    @Override
    public BooleanSupplier awake() {
        return () -> true;
    }

    @Override
    public boolean await(CompletableFuture<?> result, Duration wait) {
        return machine.scheduler().await(wait, result::isDone);
    }
}
