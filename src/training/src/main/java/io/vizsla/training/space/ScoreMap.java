package io.vizsla.training.space;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.training.space.Ridge.Toward;
import java.util.List;

/**
 * The map of queries that keeps their scores with passages that have moved. With the B and b for which {@code B d + b} is
 * nearest to the new vector of a passage whose old one is {@code d}, the new score of a query q is about
 * {@code q'(B d + b) = (B'q)'d + q'b}, and the last term is the same for all passages: B', the transpose, takes q to a vector
 * that ranks the old vectors as q ranks the new ones.
 */
final class ScoreMap {

    private ScoreMap() {}

    /** Turns vectors of passages around, so that maps are fitted from the old to the new. */
    static VectorPairs forward(VectorPairs passages) {
        return new VectorPairs(passages.to(), passages.from());
    }

    /**
     * Fits the map.
     *
     * @param forward vectors of the same passages, from the old space to the new
     * @param strength see {@link Ridge#fit}
     */
    static AffineMap fit(VectorPairs forward, Toward toward, double strength) {
        float[][] rows =
                Ridge.fit(forward, toward, List.of(strength)).getFirst().rows();
        float[][] turned = new float[forward.in()][forward.out() + 1];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < forward.in(); j++) {
                turned[j][i] = rows[i][j];
            }
        }
        return AffineMap.of(turned);
    }
}
