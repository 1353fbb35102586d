package io.vizsla.benchmarks.simulation;

import java.time.Duration;

/** A process from its start to its death. What outlives it is kept elsewhere. */
final class Life {

    private static final Duration BREATH = Duration.ofSeconds(5);

    private boolean dead;
    private long frozenUntil;

    boolean dead() {
        return dead;
    }

    void die() {
        dead = true;
    }

    /** Stands still for a while, as under SIGSTOP; between two times others hear of it. */
    void freeze(long now, Duration time) {
        if (now - frozenUntil > BREATH.toNanos()) {
            frozenUntil = now + time.toNanos();
        }
    }

    void thaw() {
        frozenUntil = 0;
    }

    long frozenUntil() {
        return frozenUntil;
    }

    /** Returns whether others hear of it: it lives and does not stand still. */
    boolean awake(long now) {
        return !dead && frozenUntil <= now;
    }
}
