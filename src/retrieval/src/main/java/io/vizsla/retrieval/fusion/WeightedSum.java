package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Orders candidates by a weighted sum of their normalized signals. */
final class WeightedSum {

    private WeightedSum() {}

    /**
     * Returns the hits ordered by the sum; score and {@link Signal#FUSED} are the sum.
     *
     * @param normalize gives the values of one signal on the common scale, in the order of the hits
     */
    static Hits order(Hits hits, Map<Signal, Double> weights, BiFunction<Hits, Signal, double[]> normalize) {
        return order(hits, of(hits, weights, normalize));
    }

    /** Returns the weighted sums in the order of the hits. */
    static double[] of(Hits hits, Map<Signal, Double> weights, BiFunction<Hits, Signal, double[]> normalize) {
        double[] sums = new double[hits.size()];
        weights.forEach((signal, weight) -> add(sums, normalize.apply(hits, signal), weight));
        return sums;
    }

    /** Returns the hits ordered by sums that stand in their order. */
    static Hits order(Hits hits, double[] sums) {
        List<Hit> scored = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            double sum = sums[scored.size()];
            scored.add(hit.withScore(sum).withSignal(Signal.FUSED, sum));
        }
        return Hits.ranked(scored);
    }

    private static void add(double[] sums, double[] values, double weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * values[i];
        }
    }
}
