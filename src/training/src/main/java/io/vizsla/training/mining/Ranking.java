package io.vizsla.training.mining;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What was found for a judged query.
 *
 * @param candidates best first; sorted here, so that equal scores keep their order and those that are no number come last
 * @param relevant passages that are judged relevant
 */
public record Ranking(List<Candidate> candidates, Set<Integer> relevant) {

    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparingDouble(candidate -> Double.isNaN(candidate.score()) ? 1 : 0);

    public Ranking {
        candidates = candidates.stream()
                .sorted(BEST_FIRST.thenComparing(Candidate::score, Comparator.reverseOrder()))
                .filter(distinct())
                .toList();
        relevant = Set.copyOf(relevant);
    }

    private static Predicate<Candidate> distinct() {
        Set<Integer> seen = new HashSet<>();
        return candidate -> seen.add(candidate.passage());
    }

    /**
     * Returns the best score of a relevant passage, not a number if none was found: then nothing says how good a passage
     * must be to be taken for relevant.
     */
    double bestRelevant() {
        return candidates.stream()
                .filter(candidate -> relevant.contains(candidate.passage()) && Double.isFinite(candidate.score()))
                .mapToDouble(Candidate::score)
                .max()
                .orElse(Double.NaN);
    }
}
