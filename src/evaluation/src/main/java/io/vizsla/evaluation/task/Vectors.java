package io.vizsla.evaluation.task;

import java.util.Arrays;
import java.util.Comparator;

/** Arithmetic on vectors of unit length; sums in double precision. */
final class Vectors {

    private Vectors() {}

    /** Returns the inner product, which is the cosine of vectors of unit length. */
    static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** Returns the cosine of each pair. */
    static double[] cosines(float[][] ones, float[][] others) {
        double[] cosines = new double[ones.length];
        Arrays.setAll(cosines, i -> dot(ones[i], others[i]));
        return cosines;
    }

    /** Returns the indexes in the order of their scores, the highest first; equal scores keep their order. */
    static int[] bestFirst(double[] scores) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -scores[i]));
        return Arrays.stream(order).mapToInt(i -> i).toArray();
    }
}
