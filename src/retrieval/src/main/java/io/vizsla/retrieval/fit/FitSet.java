package io.vizsla.retrieval.fit;

import io.vizsla.api.encoding.DemonstrationBlend;
import java.util.List;

/**
 * The judged queries of a set. What examples do differs between the two kinds: a question that was asked before in other
 * words has an example with its own answer, a new one has none.
 *
 * @param repeated queries that share an answer with an example
 * @param fresh queries that share none
 */
public record FitSet(List<FitQuery> repeated, List<FitQuery> fresh) {

    public FitSet {
        repeated = List.copyOf(repeated);
        fresh = List.copyOf(fresh);
    }

    /** Returns the mean gain of queries that were asked before, 0 without any. */
    double repeatedGain(DemonstrationBlend blend) {
        return mean(repeated, blend);
    }

    /** Returns the mean gain of new queries, 0 without any. */
    double freshGain(DemonstrationBlend blend) {
        return mean(fresh, blend);
    }

    private static double mean(List<FitQuery> queries, DemonstrationBlend blend) {
        return queries.stream()
                .mapToDouble(query -> query.gain(blend))
                .average()
                .orElse(0);
    }
}
