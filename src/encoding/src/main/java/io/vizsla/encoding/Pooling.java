package io.vizsla.encoding;

import io.vizsla.api.model.PoolingMode;
import java.util.Arrays;

/** Makes one vector of a text's token states. */
final class Pooling {

    private Pooling() {}

    /**
     * Pools a text.
     *
     * @param states {@code float[..][d]}, row-major
     * @param first row of the text's first token, or of the text where the graph pooled
     * @param count of the text's tokens, at least 1
     * @return {@code float[d]}, not normalized
     */
    static float[] pool(PoolingMode mode, float[] states, int first, int count, int dimension) {
        return switch (mode) {
            case CLS -> row(states, first, dimension);
            case LAST_TOKEN -> row(states, first + count - 1, dimension);
            case GRAPH -> row(states, first, dimension);
            case MEAN -> mean(states, first, count, dimension);
        };
    }

    /** Tells whether a vector is made of numbers. */
    static boolean isFinite(float[] vector) {
        float sum = 0;
        for (float v : vector) {
            // Nil for each number; what is none stays none in the sum.
            sum += v * 0;
        }
        return sum == 0;
    }

    /** Brings a vector to unit length in place and returns it; the nil vector stays. */
    static float[] normalize(float[] vector) {
        double sum = 0;
        for (float v : vector) {
            sum += (double) v * v;
        }
        if (sum > 0) {
            float factor = (float) (1 / Math.sqrt(sum));
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= factor;
            }
        }
        return vector;
    }

    private static float[] row(float[] states, int row, int dimension) {
        return Arrays.copyOfRange(states, row * dimension, (row + 1) * dimension);
    }

    private static float[] mean(float[] states, int first, int count, int dimension) {
        float[] mean = new float[dimension];
        for (int row = first; row < first + count; row++) {
            for (int i = 0; i < dimension; i++) {
                mean[i] += states[row * dimension + i];
            }
        }
        for (int i = 0; i < dimension; i++) {
            mean[i] /= count;
        }
        return mean;
    }
}
