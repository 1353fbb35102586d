package io.vizsla.training.adapter;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.training.space.TunedRidge;
import io.vizsla.training.space.VectorPairs;

/**
 * The way from a small model's vectors to a large one's, so that the small one's queries find what the large one indexed:
 * {@code q -> norm(W q + b)} by least squares over plain texts, no judgements needed.
 *
 * <p>The head of LEAF, arXiv 2509.12539, which minimizes {@code |W h(x) - t(x)|^2}; h = student, t = teacher.
 *
 * @param map from the student's dimension to the teacher's
 * @param cosine mean over held-out texts of the mapped vector with the teacher's
 * @param heldOut how many texts were held out
 */
public record RidgeHead(AffineMap map, double cosine, int heldOut) {

    /**
     * Fits a head.
     *
     * @param student {@code float[texts][in]}: its vectors of queries and passages; the more, the better
     * @param teacher {@code float[texts][out]}: the teacher's of the same texts
     * @param seed of which texts are held out
     * @throws io.vizsla.api.error.VizslaException {@code INVALID_VECTOR} if counts or dimensions differ or a vector is not
     *     finite; {@code INVALID_ARGUMENT} if fewer than two vectors differ
     */
    public static RidgeHead fit(float[][] student, float[][] teacher, long seed) {
        TunedRidge ridge = TunedRidge.free(new VectorPairs(student, teacher), seed);
        return new RidgeHead(ridge.map(), ridge.cosine(), ridge.heldOut());
    }
}
