package io.vizsla.benchmarks.simulation;

import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param steps how often one thread gave way to another
 * @param virtualMillis how long it took by its own clock
 * @param digest equal for equal runs: of the order and the time of all steps
 * @param faults how often what happened at which place
 * @param problems each a sentence; empty when all is as the model says
 */
public record SimulationReport(
        long seed, long steps, long virtualMillis, long digest, Map<String, Integer> faults, List<String> problems) {

    public SimulationReport {
        faults = Map.copyOf(faults);
        problems = List.copyOf(problems);
    }
}
