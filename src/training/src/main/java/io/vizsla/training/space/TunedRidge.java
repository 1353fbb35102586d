package io.vizsla.training.space;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.space.Ridge.Toward;
import java.util.List;
import java.util.Optional;

/**
 * An affine map whose pull the pairs themselves choose. Part of the pairs is asked about the map, and of the rest again a
 * part about the strength of the pull, so that the cosine that is told was neither learned nor chosen by. The map itself
 * is then fitted to all.
 *
 * @param map from all pairs
 * @param learned from those pairs that were not asked
 * @param strength of the pull, in units of the mean variance of the mapped vectors; infinite if a shift alone is best
 * @param cosine mean of the held-out pairs once mapped
 * @param heldOut how many pairs were asked
 */
public record TunedRidge(AffineMap map, AffineMap learned, double strength, double cosine, int heldOut) {

    private static final List<Double> STRENGTHS =
            List.of(Double.POSITIVE_INFINITY, 1000.0, 100.0, 10.0, 3.0, 1.0, 0.3, 0.1, 0.03, 0.01, 1e-3, 1e-4);

    /**
     * Fits a map between spaces of any dimensions, pulled to nothing.
     *
     * @param seed of which pairs are held out
     * @throws VizslaException {@code INVALID_ARGUMENT} if fewer than two vectors differ
     */
    public static TunedRidge free(VectorPairs pairs, long seed) {
        return fit(pairs, split(pairs, seed), Toward.ZERO, seed);
    }

    static HeldOut split(VectorPairs pairs, long seed) {
        return HeldOut.of(pairs, seed)
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.INVALID_ARGUMENT,
                        "pairs",
                        pairs.count() + " with equal vectors",
                        "two or more different ones"));
    }

    static TunedRidge fit(VectorPairs pairs, HeldOut split, Toward toward, long seed) {
        List<Double> strength = List.of(strength(split.learned(), toward, seed));
        AffineMap learned = Ridge.fit(split.learned(), toward, strength).getFirst();
        double cosine = split.asked().cosine(learned);
        AffineMap map = Ridge.fit(pairs, toward, strength).getFirst();
        return new TunedRidge(
                map, learned, strength.getFirst(), cosine, split.asked().count());
    }

    /** Of strengths that do as well the strongest is chosen, and it is the choice where nothing can be asked. */
    private static double strength(VectorPairs pairs, Toward toward, long seed) {
        Optional<HeldOut> split = HeldOut.of(pairs, seed);
        if (split.isEmpty()) {
            return STRENGTHS.getFirst();
        }
        List<AffineMap> maps = Ridge.fit(split.get().learned(), toward, STRENGTHS);
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < maps.size(); i++) {
            double cosine = split.get().asked().cosine(maps.get(i));
            if (cosine > most) {
                best = i;
                most = cosine;
            }
        }
        return STRENGTHS.get(best);
    }
}
