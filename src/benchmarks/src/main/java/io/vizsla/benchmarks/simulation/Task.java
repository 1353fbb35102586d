package io.vizsla.benchmarks.simulation;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread of a simulated process. It runs while it has the turn, which {@link Scheduler} passes on. */
final class Task {

    final String name;
    final Life life;
    private final Runnable body;
    private final Semaphore turn = new Semaphore(0);
    private @Nullable Thread thread;
    /** When it goes on at the latest, and what it waits for until then. */
    private long wake;

    private BooleanSupplier ready = () -> true;
    /** Who killed it and gets the turn back; null while it lives. */
    @Nullable
    Task heir;

    Task(String name, Life life, Runnable body) {
        this.name = name;
        this.life = life;
        this.body = body;
    }

    boolean begun() {
        return thread != null;
    }

    void waitFor(long until, BooleanSupplier what) {
        wake = until;
        ready = what;
    }

    /** Returns when it can go on by the clock alone. */
    long wake() {
        return Math.max(wake, life.frozenUntil());
    }

    boolean canRun(long now) {
        return life.frozenUntil() <= now && (wake <= now || ready.getAsBoolean());
    }

    /** Gives it the turn; the caller then does nothing until it has the turn again. */
    void pass() {
        if (thread == null) {
            // Known before it runs: it may pass the turn on, and be passed it again, before a start returns.
            thread = Thread.ofVirtual().unstarted(body);
            thread.start();
        } else {
            turn.release();
        }
    }

    void awaitTurn() {
        turn.acquireUninterruptibly();
    }
}
