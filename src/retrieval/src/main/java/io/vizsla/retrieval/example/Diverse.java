package io.vizsla.retrieval.example;

import io.vizsla.retrieval.InnerProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Orders candidates so that each is near the query and unlike those before it: maximal marginal relevance (Carbonell and
 * Goldstein, 1998), {@code cos(q, c) - diversity * max over those taken of cos(c, taken)}.
 */
final class Diverse {

    private Diverse() {}

    /**
     * Returns the places of the candidates that are taken, in the order in which they are.
     *
     * @param cosines of each candidate with the query
     * @param vectors of the candidates, unit length
     * @param most how many are taken at most
     * @param wanted asked of each candidate whose turn it is; one that is not wanted costs the others nothing
     */
    static List<Integer> take(double[] cosines, float[][] vectors, double diversity, int most, IntPredicate wanted) {
        double[] likeness = new double[cosines.length];
        boolean[] seen = new boolean[cosines.length];
        List<Integer> taken = new ArrayList<>(most);
        for (int turn = 0; turn < cosines.length && taken.size() < most; turn++) {
            int best = best(cosines, likeness, seen, taken.isEmpty() ? 0 : diversity);
            seen[best] = true;
            if (wanted.test(best)) {
                taken.add(best);
                liken(likeness, vectors, best, diversity);
            }
        }
        return taken;
    }

    private static void liken(double[] likeness, float[][] vectors, int taken, double diversity) {
        for (int i = 0; i < likeness.length && diversity > 0; i++) {
            likeness[i] = Math.max(likeness[i], InnerProduct.of(vectors[i], vectors[taken]));
        }
    }

    private static int best(double[] cosines, double[] likeness, boolean[] seen, double diversity) {
        int best = -1;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < cosines.length; i++) {
            double value = cosines[i] - diversity * likeness[i];
            if (!seen[i] && (best < 0 || value > bestValue)) {
                best = i;
                bestValue = value;
            }
        }
        return best;
    }
}
