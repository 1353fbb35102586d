package io.vizsla.evaluation.task;

import java.util.Arrays;

/** How far two lists of numbers agree on the order, -1 to 1. */
final class RankCorrelation {

    private RankCorrelation() {}

    /**
     * Returns Spearman's rho: Pearson's correlation of the ranks, equal values sharing the mean of theirs; 0 where one
     * list is constant.
     */
    static double spearman(double[] one, double[] other) {
        return pearson(ranks(one), ranks(other));
    }

    /** Returns Pearson's correlation; 0 where one list is constant. */
    static double pearson(double[] one, double[] other) {
        double meanOne = Arrays.stream(one).average().orElse(0);
        double meanOther = Arrays.stream(other).average().orElse(0);
        double together = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < one.length; i++) {
            together += (one[i] - meanOne) * (other[i] - meanOther);
            squares += (one[i] - meanOne) * (one[i] - meanOne);
            otherSquares += (other[i] - meanOther) * (other[i] - meanOther);
        }
        double product = squares * otherSquares;
        return product == 0 ? 0 : together / Math.sqrt(product);
    }

    /** Returns ranks from 1, the lowest value first; equal values share the mean of their ranks. */
    static double[] ranks(double[] values) {
        int[] order =
                Vectors.bestFirst(Arrays.stream(values).map(value -> -value).toArray());
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
