package io.vizsla.retrieval;

import io.vizsla.api.encoding.DemonstrationBlend;
import java.util.Arrays;

/**
 * Mixes a query's vector with the passages of worked examples, nearer ones counting more; see {@link DemonstrationBlend}. Only
 * directions are mixed: how long a model makes its vectors, where it does not bring them to unit length, says nothing of how
 * much the query or an example should count.
 */
public final class ExampleMix {

    private ExampleMix() {}

    /**
     * Returns the mixed vector.
     *
     * @param query {@code float[d]} of any length; stays as it is
     * @param cosines of the query with the queries of the examples, all read with the same instruction
     * @param passages that answer those, {@code float[n][d]} of any length
     * @return {@code float[d]}, as long as the query
     */
    public static float[] mix(float[] query, double[] cosines, float[][] passages, DemonstrationBlend blend) {
        double share = share(cosines, blend);
        if (share == 0) {
            return query.clone();
        }
        double[] weights = weights(cosines, blend.temperature());
        double[] mixed = new double[query.length];
        add(mixed, query, 1 - share);
        for (int i = 0; i < weights.length; i++) {
            add(mixed, passages[i], share * weights[i]);
        }
        return asLongAs(query, mixed);
    }

    /** Adds so much of a vector's direction; of one without length, nothing. */
    private static void add(double[] sum, float[] vector, double share) {
        double length = Math.sqrt(InnerProduct.of(vector, vector));
        for (int d = 0; d < sum.length && length > 0; d++) {
            sum[d] += share * vector[d] / length;
        }
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
        double lengths = Math.sqrt(InnerProduct.of(a, a) * InnerProduct.of(b, b));
        return lengths == 0 ? 0 : InnerProduct.of(a, b) / lengths;
    }

    /** What cancels out to nothing has no direction; the query keeps its own then. */
    private static float[] asLongAs(float[] query, double[] direction) {
        double sum = 0;
        for (double v : direction) {
            sum += v * v;
        }
        if (sum < 1e-12) {
            return query.clone();
        }
        float[] mixed = new float[direction.length];
        double factor = Math.sqrt(InnerProduct.of(query, query) / sum);
        for (int d = 0; d < mixed.length; d++) {
            mixed[d] = (float) (direction[d] * factor);
        }
        return mixed;
    }
}
