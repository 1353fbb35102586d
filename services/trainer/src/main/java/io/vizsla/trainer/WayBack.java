package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.pairs.AskedSentences;
import io.vizsla.training.space.SpaceMaps;
import io.vizsla.training.space.VectorPairs;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways from a trained model's vectors back to those of the model that serves, fitted on the run's queries. Where passages
 * move too, on these as well, and on a sentence of each, read as queries are: queries are what goes through the map, but those
 * of the run are few, and the model has learned them. For one thread.
 */
final class WayBack {

    private final Prepared prepared;
    private final BaseModel model;
    private final long seed;

    /** Of the passages that were looked at last: every fold looks at the same. */
    private @Nullable Sentences last;

    /** Sentences as the model reads them that serves. */
    @SuppressWarnings("ArrayRecordComponent") // Large, and nobody compares them.
    private record Sentences(RefreshData passages, List<RefreshQuery> queries, float[][] vectors) {}

    /**
     * Looks for ways.
     *
     * @param model that serves
     * @param seed of the sentences and of the pairs that are held out
     */
    WayBack(Prepared prepared, BaseModel model, long seed) {
        this.prepared = prepared;
        this.model = model;
        this.seed = seed;
    }

    /**
     * Fits them; empty if all vectors are alike, which tells of no way, and of a student, which has its map.
     *
     * @param queries places of those that are looked at
     */
    Optional<SpaceMaps> of(Trained trained, Searched searched, List<Integer> queries) {
        if (trained instanceof TrainedStudent) {
            return Optional.empty();
        }
        float[][] old = queries.stream().map(place -> prepared.vectors()[place]).toArray(float[][]::new);
        float[][] fresh = trained.vectors(queries);
        if (!searched.isMoved()) {
            return fit(fresh, old);
        }
        Sentences made = sentences(searched.before());
        float[][] read = trained.vectorsOf(made.queries(), model, made.vectors());
        return fit(
                joined(fresh, read, searched.after().vectors()),
                joined(old, made.vectors(), searched.before().vectors()));
    }

    private Sentences sentences(RefreshData passages) {
        Sentences known = last;
        if (known == null || known.passages() != passages) {
            // Texts that are read at one time are as long as the longest of them.
            List<RefreshQuery> queries = AskedSentences.of(passages.texts(), seed).stream()
                    .sorted(Comparator.comparingInt(query -> query.text().length()))
                    .toList();
            known = new Sentences(passages, queries, queries.isEmpty() ? new float[0][] : model.vectors(queries));
            last = known;
        }
        return known;
    }

    private Optional<SpaceMaps> fit(float[][] from, float[][] to) {
        long different = Arrays.stream(from).map(FloatBuffer::wrap).distinct().count();
        return different < 2 ? Optional.empty() : Optional.of(SpaceMaps.fit(new VectorPairs(from, to), seed));
    }

    private static float[][] joined(float[][]... parts) {
        return Stream.of(parts).flatMap(Arrays::stream).toArray(float[][]::new);
    }
}
