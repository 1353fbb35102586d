package io.vizsla.benchmarks.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** The one thread of a process that works off batches. */
final class Worker implements Executor {

    private static final Duration FOREVER = Duration.ofDays(365);

    private final Scheduler scheduler;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    Worker(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void execute(Runnable batch) {
        waiting.add(batch);
    }

    /** Works until the process dies. */
    void work() {
        while (true) {
            scheduler.await(FOREVER, () -> !waiting.isEmpty());
            busy = true;
            waiting.remove().run();
            busy = false;
        }
    }

    boolean idle() {
        return !busy && waiting.isEmpty();
    }
}
