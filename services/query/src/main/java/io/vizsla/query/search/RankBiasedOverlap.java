package io.vizsla.query.search;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells how alike two rankings are, the first places most of all.
 *
 * <p>Webber, Moffat, Zobel: A Similarity Measure for Indefinite Rankings, ACM TOIS 28(4), 2010, equation 30: p =
 * {@value #PERSISTENCE}, k = depth, X_d = how many of the first d are the same.
 */
final class RankBiasedOverlap {

    /** How likely somebody who looks at a place looks at the next one. */
    private static final double PERSISTENCE = 0.9;

    private RankBiasedOverlap() {}

    /**
     * Returns the overlap extrapolated from what is seen, 0..1.
     *
     * @param one each item once, best first
     * @param other likewise; of the longer one as many places count as the shorter one has
     */
    static double of(List<?> one, List<?> other) {
        int depth = Math.min(one.size(), other.size());
        if (depth == 0) {
            return one.size() == other.size() ? 1 : 0;
        }
        Set<Object> left = new HashSet<>();
        Set<Object> right = new HashSet<>();
        double sum = 0;
        double weight = 1;
        int same = 0;
        for (int d = 1; d <= depth; d++) {
            Object a = one.get(d - 1);
            Object b = other.get(d - 1);
            same += a.equals(b) ? 1 : (right.contains(a) ? 1 : 0) + (left.contains(b) ? 1 : 0);
            left.add(a);
            right.add(b);
            sum += (1 - PERSISTENCE) * weight * same / d;
            weight *= PERSISTENCE;
        }
        return sum + weight * same / depth;
    }
}
