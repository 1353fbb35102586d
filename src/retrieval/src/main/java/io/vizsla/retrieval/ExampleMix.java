package io.vizsla.retrieval;

import io.vizsla.api.encoding.DemonstrationBlend;
import java.util.Arrays;

/**
 * Mixes a query's vector with the passages of worked examples, nearer ones counting more; see {@link DemonstrationBlend}.
 */
public final class ExampleMix {

    private ExampleMix() {}

    /**
     * Returns the mixed vector.
     *
     * @param query {@code float[d]}, unit length; stays as it is
     * @param cosines of the query with the queries of the examples, all read with the same instruction
     * @param passages that answer those, {@code float[n][d]}
     * @return {@code float[d]}, unit length
     */
    public static float[] mix(float[] query, double[] cosines, float[][] passages, DemonstrationBlend blend) {
        double share = share(cosines, blend);
        if (share == 0) {
            return query.clone();
        }
        double[] weights = weights(cosines, blend.temperature());
        double[] mixed = new double[query.length];
        for (int d = 0; d < query.length; d++) {
            double example = 0;
            for (int i = 0; i < weights.length; i++) {
                example += weights[i] * passages[i][d];
            }
            mixed[d] = (1 - share) * query[d] + share * example;
        }
        return unit(mixed, query);
    }

    /** Returns the share of the examples, by how near the nearest is; 0 without any. */
    public static double share(double[] cosines, DemonstrationBlend blend) {
        double nearest = Double.NEGATIVE_INFINITY;
        for (double cosine : cosines) {
            nearest = Math.max(nearest, cosine);
        }
        return cosines.length == 0 ? 0 : blend.share(nearest);
    }

    /** Returns how much each example counts; the weights add up to 1. */
    public static double[] weights(double[] cosines, double temperature) {
        double[] weights = new double[cosines.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (double cosine : cosines) {
            largest = Math.max(largest, cosine);
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            // Taken from the largest first, or a low temperature would overflow.
            weights[i] = Math.exp((cosines[i] - largest) / temperature);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** Returns the cosine of a vector with each of the others. */
    static double[] cosines(float[] one, float[][] others) {
        return Arrays.stream(others).mapToDouble(other -> cosine(one, other)).toArray();
    }

    static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int d = 0; d < a.length; d++) {
            dot += (double) a[d] * b[d];
            aa += (double) a[d] * a[d];
            bb += (double) b[d] * b[d];
        }
        return aa == 0 || bb == 0 ? 0 : dot / Math.sqrt(aa * bb);
    }

    /** What cancels out to nothing has no direction; the query keeps its own then. */
    private static float[] unit(double[] vector, float[] otherwise) {
        double sum = 0;
        for (double v : vector) {
            sum += v * v;
        }
        if (sum < 1e-12) {
            return otherwise.clone();
        }
        float[] unit = new float[vector.length];
        double factor = 1 / Math.sqrt(sum);
        for (int d = 0; d < unit.length; d++) {
            unit[d] = (float) (vector[d] * factor);
        }
        return unit;
    }
}
