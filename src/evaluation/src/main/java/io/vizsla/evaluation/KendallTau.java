package io.vizsla.evaluation;

import io.vizsla.api.error.VizslaException;

/**
 * How far two lists of scores agree on the order of the same things, -1 to 1: tau-b (Kendall 1945), which takes ties out
 * of what could agree. Of n things, with <i>P</i> pairs in the same order, <i>Q</i> in the opposite one, and <i>T</i> and
 * <i>U</i> pairs that are tied in the first or the second list, it is
 * {@code (P - Q) / sqrt((n(n-1)/2 - T) (n(n-1)/2 - U))}. Without ties that is tau itself.
 */
public final class KendallTau {

    private KendallTau() {}

    /**
     * Returns tau-b; 0 where one list is constant, which orders nothing.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the lists differ in length, hold fewer than two scores or one that
     *     is not finite
     */
    public static double of(double[] one, double[] other) {
        check(one, other);
        long agreement = 0;
        long ordered = 0;
        long otherOrdered = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < i; j++) {
                int sign = order(one[i], one[j]);
                int otherSign = order(other[i], other[j]);
                agreement += sign * otherSign;
                ordered += Math.abs(sign);
                otherOrdered += Math.abs(otherSign);
            }
        }
        return ordered == 0 || otherOrdered == 0 ? 0 : agreement / Math.sqrt((double) ordered * otherOrdered);
    }

    /** Unlike {@link Double#compare}, 0 and -0 are equal. */
    private static int order(double one, double other) {
        return one > other ? 1 : one < other ? -1 : 0;
    }

    private static void check(double[] one, double[] other) {
        if (one.length != other.length || one.length < 2) {
            throw VizslaException.invalid(
                    "scores", one.length + " and " + other.length, "two lists of the same length, at least 2");
        }
        for (double[] list : new double[][] {one, other}) {
            for (double score : list) {
                if (!Double.isFinite(score)) {
                    throw VizslaException.invalid("score", score, "a finite number");
                }
            }
        }
    }
}
