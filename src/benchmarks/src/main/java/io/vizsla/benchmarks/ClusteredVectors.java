package io.vizsla.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws unit vectors that lie around 2,000 centers of unequal size in a space whose directions have unequal spread, as the vectors
 * of text encoders do.
 */
final class ClusteredVectors {

    private static final int CENTERS = 2000;

    private final int dimension;
    private final SplittableRandom random;
    private final double[] spread;
    private final double[][] centers = new double[CENTERS][];

    ClusteredVectors(int dimension, long seed) {
        this.dimension = dimension;
        spread = new double[dimension];
        random = new SplittableRandom(seed);
        for (int i = 0; i < dimension; i++) {
            spread[i] = 1 / Math.sqrt(1 + i / 16.0);
        }
        for (int c = 0; c < CENTERS; c++) {
            centers[c] = around(new double[dimension], 1);
        }
    }

    /** Returns so many more, {@code float[count][dimension]}. */
    float[][] draw(int count) {
        float[][] vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            double skew = random.nextDouble();
            vectors[i] = unit(around(centers[(int) (CENTERS * skew * skew)], 0.8));
        }
        return vectors;
    }

    private double[] around(double[] center, double width) {
        double[] point = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            point[i] = center[i] + width * spread[i] * random.nextGaussian();
        }
        return point;
    }

    private float[] unit(double[] point) {
        double length = Math.sqrt(Arrays.stream(point).map(x -> x * x).sum());
        float[] unit = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            unit[i] = (float) (point[i] / length);
        }
        return unit;
    }
}
