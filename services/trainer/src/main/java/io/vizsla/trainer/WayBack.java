package io.vizsla.trainer;

import io.vizsla.training.space.SpaceMaps;
import io.vizsla.training.space.VectorPairs;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The ways from the trained model's vectors back to those of the model that serves, fitted on the run's queries and, where
 * passages move too, on these.
 */
final class WayBack {

    private WayBack() {}

    /**
     * Fits them; empty if all vectors are alike, which tells of no way, and of a student, which has its map.
     *
     * @param queries places of those that are looked at
     */
    static Optional<SpaceMaps> of(
            Trained trained, Searched searched, Prepared prepared, List<Integer> queries, long seed) {
        if (trained instanceof TrainedStudent) {
            return Optional.empty();
        }
        float[][] old = queries.stream().map(place -> prepared.vectors()[place]).toArray(float[][]::new);
        VectorPairs asked = new VectorPairs(trained.vectors(queries), old);
        VectorPairs passages = searched.isMoved()
                ? new VectorPairs(searched.after().vectors(), searched.before().vectors())
                : null;
        if (isAlike(asked) && (passages == null || isAlike(passages))) {
            return Optional.empty();
        }
        return Optional.of(passages == null ? SpaceMaps.fit(asked, seed) : SpaceMaps.fit(asked, passages, seed));
    }

    private static boolean isAlike(VectorPairs pairs) {
        return Arrays.stream(pairs.from()).map(FloatBuffer::wrap).distinct().count() < 2;
    }
}
