package io.vizsla.trainer;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Cosines of unit vectors. */
final class Similarity {

    private Similarity() {}

    /** Returns the cosine with every passage. */
    static double[] all(float[] query, float[][] passages) {
        double[] result = new double[passages.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = dot(query, passages[i]);
        }
        return result;
    }

    static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Returns the places of the best, best first. */
    static int[] best(double[] scores, int count) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> scores[place])
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
