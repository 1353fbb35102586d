package io.vizsla.trainer;

import java.util.Comparator;
import java.util.PriorityQueue;

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

    /** Returns the places of the best, best first; of equal ones the first. Passages are many and the best few. */
    static int[] best(double[] scores, int count) {
        Comparator<Integer> better =
                Comparator.comparingDouble((Integer place) -> -scores[place]).thenComparing(Comparator.naturalOrder());
        PriorityQueue<Integer> worstFirst = new PriorityQueue<>(better.reversed());
        for (int place = 0; place < scores.length; place++) {
            if (worstFirst.size() < count) {
                worstFirst.add(place);
            } else if (count > 0 && scores[place] > scores[worstFirst.element()]) {
                worstFirst.remove();
                worstFirst.add(place);
            }
        }
        return worstFirst.stream().sorted(better).mapToInt(Integer::intValue).toArray();
    }
}
