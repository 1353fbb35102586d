package io.vizsla.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One query's ranking seen through its judgements: all that a metric needs.
 *
 * @param gains the grade of each returned document, best rank first; 0 where it was not judged or not relevant
 * @param ideal the grades of all relevant documents, highest first; as many as there are relevant documents
 */
record JudgedRanking(int[] gains, int[] ideal) {

    static JudgedRanking of(Map<String, Integer> judged, List<ScoredDocument> ranking) {
        int[] gains = ranking.stream()
                .mapToInt(document -> Math.max(0, judged.getOrDefault(document.id(), 0)))
                .toArray();
        int[] ascending = judged.values().stream()
                .mapToInt(grade -> grade)
                .filter(grade -> grade > 0)
                .sorted()
                .toArray();
        return new JudgedRanking(gains, reversed(ascending));
    }

    /** Returns how many documents are relevant, returned or not. */
    int relevant() {
        return ideal.length;
    }

    /** Returns how many of the first {@code k} returned documents are relevant. */
    int relevantIn(int k) {
        return (int) Arrays.stream(gains, 0, Math.min(k, gains.length))
                .filter(gain -> gain > 0)
                .count();
    }

    private static int[] reversed(int[] values) {
        int[] reversed = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }
}
