package io.vizsla.benchmarks.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs of many seeds, as many beside each other as there are processors. */
public final class Simulations {

    /** The loop tells of every fault with its trace; held here, or the setting would be forgotten. */
    private static final Logger LOOP = Logger.getLogger("io.vizsla.indexer.IndexerLoop");

    private Simulations() {}

    /**
     * What they came to.
     *
     * @param steps of all runs
     * @param virtualMillis of all runs
     * @param digest equal for equal runs, on any machine
     * @param faults how often what happened at which place
     * @param violations how many runs ended other than the model says
     */
    public record Summary(long steps, long virtualMillis, long digest, Map<String, Long> faults, int violations) {}

    /**
     * Runs seeds.
     *
     * @param violated is told of every run that ended other than the model says, one at a time
     */
    public static Summary run(long first, int seeds, int events, Flip flip, Consumer<SimulationReport> violated)
            throws InterruptedException {
        LOOP.setLevel(Level.OFF);
        AtomicLong next = new AtomicLong(first);
        Tally tally = new Tally(violated);
        Callable<Void> share = () -> {
            for (long seed = next.getAndIncrement(); seed < first + seeds; seed = next.getAndIncrement()) {
                tally.add(Simulation.run(new SimulationOptions(seed, events, flip)));
            }
            return null;
        };
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
            List<Callable<Void>> shares = new ArrayList<>();
            for (int i = 0; i < processors; i++) {
                shares.add(share);
            }
            for (Future<Void> done : threads.invokeAll(shares)) {
                done.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The simulation itself broke", failed.getCause());
        }
        return tally.summary();
    }

    /** Adds up. */
    private static final class Tally {

        private final Consumer<SimulationReport> violated;
        private final Map<String, Long> faults = new TreeMap<>();
        private long steps;
        private long virtualMillis;
        private long digest;
        private int violations;

        Tally(Consumer<SimulationReport> violated) {
            this.violated = violated;
        }

        synchronized void add(SimulationReport report) {
            steps += report.steps();
            virtualMillis += report.virtualMillis();
            digest += report.digest();
            report.faults().forEach((place, times) -> faults.merge(place, (long) times, Long::sum));
            if (!report.problems().isEmpty()) {
                violations++;
                violated.accept(report);
            }
        }

        synchronized Summary summary() {
            return new Summary(steps, virtualMillis, digest, faults, violations);
        }
    }
}
