package io.vizsla.trainer;

import io.vizsla.training.space.SpaceMaps;
import io.vizsla.training.space.VectorPairs;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The ways from the trained model's query vectors back to those of the model that serves, fitted on the run's queries. */
final class WayBack {

    private WayBack() {}

    /** Fits them; empty if all queries are alike, which tells of no way, and of a student, which has its map. */
    static Optional<SpaceMaps> of(Trained trained, Prepared prepared, long seed) {
        if (trained instanceof TrainedStudent) {
            return Optional.empty();
        }
        List<Integer> all =
                IntStream.range(0, prepared.vectors().length).boxed().toList();
        float[][] moved = trained.vectors(all);
        long different = Arrays.stream(moved).map(FloatBuffer::wrap).distinct().count();
        return different < 2
                ? Optional.empty()
                : Optional.of(SpaceMaps.fit(new VectorPairs(moved, prepared.vectors()), seed));
    }
}
