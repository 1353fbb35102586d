package io.vizsla.retrieval;

import io.vizsla.api.encoding.DemonstrationBlend;

/**
 * Mixes a query's vector with the passages of worked examples, nearer ones counting more; see {@link DemonstrationBlend}.
 */
public final class ExampleMix {

    private ExampleMix() {}

    /**
     * Returns the mixed vector.
     *
     * @param query {@code float[d]}, unit length; stays as it is
     * @param queries of the examples, {@code float[n][d]}
     * @param passages that answer them, {@code float[n][d]}
     * @return {@code float[d]}, unit length
     */
    public static float[] mix(float[] query, float[][] queries, float[][] passages, DemonstrationBlend blend) {
        double share = share(query, queries, blend);
        if (share == 0) {
            return query.clone();
        }
        double[] weights = weights(query, queries, blend.temperature());
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
    public static double share(float[] query, float[][] queries, DemonstrationBlend blend) {
        double nearest = Double.NEGATIVE_INFINITY;
        for (float[] example : queries) {
            nearest = Math.max(nearest, cosine(query, example));
        }
        return queries.length == 0 ? 0 : blend.share(nearest);
    }

    /** Returns how much each example counts; the weights add up to 1. */
    public static double[] weights(float[] query, float[][] queries, double temperature) {
        double[] weights = new double[queries.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = cosine(query, queries[i]) / temperature;
            largest = Math.max(largest, weights[i]);
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            // Taken from the largest first, or a low temperature would overflow.
            weights[i] = Math.exp(weights[i] - largest);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
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
