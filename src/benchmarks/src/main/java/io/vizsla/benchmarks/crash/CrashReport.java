package io.vizsla.benchmarks.crash;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final int SHOWN = 20;

    public CrashReport {
        problems = List.copyOf(problems);
    }

    /** Tells all but the problems beyond the first, which may be thousands. */
    @Override
    public String toString() {
        String text =
                "%,d events, %d kills (%d while starting), seed %d: %,d documents, %,d chunks, %,d dead letters; %,d problems"
                        .formatted(
                                events,
                                kills,
                                killsWhileStarting,
                                seed,
                                documents,
                                chunks,
                                deadLetters,
                                problems.size());
        return Stream.concat(Stream.of(text), problems.stream().limit(SHOWN)).collect(Collectors.joining("\n  "));
    }
}
