package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.training.space.SpaceMaps;
import io.vizsla.training.space.VectorPairs;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        float[][] from = joined(trained.vectors(queries), searched, searched.after());
        float[][] to = joined(old, searched, searched.before());
        long different = Arrays.stream(from).map(FloatBuffer::wrap).distinct().count();
        return different < 2 ? Optional.empty() : Optional.of(SpaceMaps.fit(new VectorPairs(from, to), seed));
    }

    private static float[][] joined(float[][] queries, Searched searched, RefreshData passages) {
        return searched.isMoved()
                ? Stream.concat(Arrays.stream(queries), Arrays.stream(passages.vectors()))
                        .toArray(float[][]::new)
                : queries;
    }
}
