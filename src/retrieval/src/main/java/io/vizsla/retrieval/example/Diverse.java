package io.vizsla.retrieval.example;

import java.util.ArrayList;
import java.util.List;

/**
 * Orders candidates so that each is near the query and unlike those before it: maximal marginal relevance (Carbonell and
 * Goldstein, 1998), {@code cos(q, c) - diversity * max over those taken of cos(c, taken)}.
 */
final class Diverse {

    private Diverse() {}

    /**
     * Returns the places of the candidates in the order in which they are taken.
     *
     * @param cosines of each candidate with the query
     * @param vectors of the candidates, unit length
     */
    static List<Integer> order(double[] cosines, float[][] vectors, double diversity) {
        double[] likeness = new double[cosines.length];
        boolean[] taken = new boolean[cosines.length];
        List<Integer> order = new ArrayList<>(cosines.length);
        while (order.size() < cosines.length) {
            int best = best(cosines, likeness, taken, order.isEmpty() ? 0 : diversity);
            taken[best] = true;
            order.add(best);
            for (int i = 0; i < cosines.length && diversity > 0; i++) {
                if (!taken[i]) {
                    likeness[i] = Math.max(likeness[i], dot(vectors[i], vectors[best]));
                }
            }
        }
        return order;
    }

    private static int best(double[] cosines, double[] likeness, boolean[] taken, double diversity) {
        int best = -1;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < cosines.length; i++) {
            double value = cosines[i] - diversity * likeness[i];
            if (!taken[i] && (best < 0 || value > bestValue)) {
                best = i;
                bestValue = value;
            }
        }
        return best;
    }

    static double dot(float[] a, float[] b) {
        double dot = 0;
        for (int d = 0; d < a.length; d++) {
            dot += (double) a[d] * b[d];
        }
        return dot;
    }
}
