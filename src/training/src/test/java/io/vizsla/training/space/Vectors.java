package io.vizsla.training.space;

import io.vizsla.api.encoding.AffineMap;
import java.util.SplittableRandom;

/** Vectors to try maps on. */
public final class Vectors {

    private Vectors() {}

    /** Returns normally distributed numbers, {@code float[count][dimension]}. */
    public static float[][] random(SplittableRandom random, int count, int dimension) {
        float[][] vectors = new float[count][dimension];
        for (float[] vector : vectors) {
            for (int j = 0; j < dimension; j++) {
                vector[j] = (float) random.nextGaussian();
            }
        }
        return vectors;
    }

    /** Returns a random direction. */
    public static float[] unit(SplittableRandom random, int dimension) {
        return AffineMap.identity(dimension).apply(random(random, 1, dimension)[0]);
    }

    /** Returns random directions, {@code float[count][dimension]}. */
    public static float[][] units(SplittableRandom random, int count, int dimension) {
        float[][] vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            vectors[i] = unit(random, dimension);
        }
        return vectors;
    }
}
