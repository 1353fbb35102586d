package io.vizsla.retrieval.fit;

import io.vizsla.api.encoding.DemonstrationBlend;
import java.util.Arrays;
import java.util.List;

/**
 * What a blend does to the queries of some sets, each set counting the same.
 *
 * @param repeated mean gain of queries that were asked before
 * @param fresh mean gain of new queries
 * @param worst the gain of new queries in the set where it is smallest
 */
public record FitTrial(DemonstrationBlend blend, double repeated, double fresh, double worst) {

    /** What new queries may lose on the mean of a set. */
    public static final double BEARABLE = 0.002;

    static FitTrial of(DemonstrationBlend blend, List<FitSet> sets) {
        double[] fresh = sets.stream().mapToDouble(set -> set.freshGain(blend)).toArray();
        return new FitTrial(
                blend,
                sets.stream()
                        .mapToDouble(set -> set.repeatedGain(blend))
                        .average()
                        .orElse(0),
                Arrays.stream(fresh).average().orElse(0),
                Arrays.stream(fresh).min().orElse(0));
    }

    /** Returns whether new queries lose too little to count. */
    public boolean harmless() {
        return worst >= -BEARABLE;
    }

    /** Returns what blends are compared by: both kinds of queries count the same. */
    public double value() {
        return (repeated + fresh) / 2;
    }
}
