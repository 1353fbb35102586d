package io.vizsla.benchmarks;

import io.vizsla.benchmarks.Reliability.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scores of a running instance are worth as probabilities: the first hits of judged queries, and of queries that the
 * collection does not answer. What nobody judged counts as not relevant.
 *
 * @param asked judged queries
 * @param foreign queries of another set, null for none
 */
record ScoreCheck(
        RunningInstance instance,
        String collection,
        BenchmarkSet asked,
        @Nullable BenchmarkSet foreign) {

    private static final int DEPTH = 20;
    private static final int MOST_FOREIGN = 300;

    /** Asks and prints a line for each way of searching. */
    void print(String when) {
        for (String mode : new String[] {"dense", "hybrid"}) {
            List<Outcome> outcomes = new ArrayList<>();
            asked.queries()
                    .forEach((id, text) ->
                            outcomes.addAll(outcomes(text, mode, asked.qrels().of(id))));
            print("scores " + when + ", " + mode + ", " + asked.label(), Reliability.of(outcomes));
            if (foreign != null) {
                List<Outcome> unanswered = new ArrayList<>();
                foreign.queries().values().stream()
                        .limit(MOST_FOREIGN)
                        .forEach(text -> unanswered.addAll(outcomes(text, mode, Map.of())));
                print("scores " + when + ", " + mode + ", " + foreign.label(), Reliability.of(unanswered));
            }
        }
    }

    private List<Outcome> outcomes(String text, String mode, Map<String, Integer> grades) {
        return instance.scores(collection, text, mode, DEPTH).stream()
                .map(hit -> new Outcome(hit.score(), grades.getOrDefault(hit.id(), 0) > 0))
                .toList();
    }

    private static void print(String what, Reliability found) {
        System.out.printf(
                Locale.ROOT,
                "%-44s calibration error %.4f, Brier score %.4f, said %.4f, observed %.4f%n",
                what,
                found.expectedError(),
                found.brier(),
                found.meanPredicted(),
                found.meanObserved());
    }
}
