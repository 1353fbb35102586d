package io.vizsla.benchmarks.crash;

import java.util.List;

/**
 * What a run came to.
 *
 * @param kills how often the process was killed
 * @param killsWhileStarting how many of these came before it was ready
 * @param documents that the model knows, in any state
 * @param chunks that the index holds
 * @param deadLetters on their topic
 * @param problems each a sentence; empty when all is as the model says
 */
public record CrashReport(
        long seed,
        int events,
        int kills,
        int killsWhileStarting,
        int documents,
        int chunks,
        int deadLetters,
        List<String> problems) {

    public CrashReport {
        problems = List.copyOf(problems);
    }
}
