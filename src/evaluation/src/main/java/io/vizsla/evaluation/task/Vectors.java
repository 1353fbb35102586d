package io.vizsla.evaluation.task;

import java.util.Arrays;
import java.util.Comparator;

/** Arithmetic on vectors; sums in double precision. */
final class Vectors {

    private Vectors() {}

    /** Returns the inner product. */
    static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** Returns the cosine, also of vectors that are not of unit length; 0 where one is nothing but zeros. */
    static double cosine(float[] one, float[] other) {
        double lengths = Math.sqrt(dot(one, one) * dot(other, other));
        return lengths == 0 ? 0 : dot(one, other) / lengths;
    }

    /** Returns the cosine of each pair. */
    static double[] cosines(float[][] ones, float[][] others) {
        double[] cosines = new double[ones.length];
        Arrays.setAll(cosines, i -> cosine(ones[i], others[i]));
        return cosines;
    }

    /** Returns copies of unit length, between which inner product and cosine are the same. */
    static float[][] unit(float[][] vectors) {
        return Arrays.stream(vectors).map(Vectors::unit).toArray(float[][]::new);
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        float[] unit = vector.clone();
        for (int i = 0; i < unit.length && length > 0; i++) {
            unit[i] = (float) (unit[i] / length);
        }
        return unit;
    }

    /** Returns the indexes in the order of their scores, the highest first; equal scores keep their order. */
    static int[] bestFirst(double[] scores) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -scores[i]));
        return Arrays.stream(order).mapToInt(i -> i).toArray();
    }
}
