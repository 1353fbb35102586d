package io.vizsla.benchmarks.simulation;

import io.vizsla.api.error.VizslaException;

/**
 * The settings of a run.
 *
 * @param seed of everything: events, order, faults
 * @param events how many, at least 1
 * @param flip the mistake to make
 */
public record SimulationOptions(long seed, int events, Flip flip) {

    /** How many events a run has where none are named. */
    public static final int EVENTS = 40;

    public SimulationOptions {
        if (events < 1) {
            throw VizslaException.invalid("events", events, "at least 1");
        }
    }

    /** Returns the settings of an ordinary run. */
    public static SimulationOptions of(long seed) {
        return new SimulationOptions(seed, EVENTS, Flip.NONE);
    }
}
