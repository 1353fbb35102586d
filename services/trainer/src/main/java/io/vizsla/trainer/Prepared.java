package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.space.SpaceMaps;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data with all that does not change while models are trained.
 *
 * @param vectors of the queries by the model that serves, {@code float[queries][dimension]}
 * @param tokens ids that the model reads for each query
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and nobody compares them.
record Prepared(RefreshData data, float[][] vectors, List<int[]> tokens, Labels labels) {

    static Prepared of(RefreshData data, BaseModel model, RefreshSettings settings) {
        float[][] vectors = model.vectors(data.queries());
        List<int[]> tokens = data.queries().stream().map(model::tokens).toList();
        return new Prepared(data, vectors, tokens, Labels.of(data, vectors, tokens, settings));
    }

    /**
     * Measures some queries before and after.
     *
     * @param searched by the trained model's queries
     * @param way into the vectors of before, null if there is none or none is needed
     */
    void measure(
            Trained trained,
            Searched searched,
            @Nullable SpaceMaps way,
            List<Integer> queries,
            String group,
            FoldResult into) {
        if (queries.isEmpty()) {
            return;
        }
        float[][] before = queries.stream().map(place -> vectors[place]).toArray(float[][]::new);
        float[][] after = trained.vectors(queries);
        for (int i = 0; i < after.length && group.equals(Comparison.UNSEEN) && !searched.isMoved(); i++) {
            into.vectors().put(data.queries().get(queries.get(i)).id(), after[i]);
        }
        Measurement unmoved = new Measurement(searched.before());
        Measurement.Values old = unmoved.of(queries, before);
        Measurement.Values fresh = new Measurement(searched.after()).of(queries, after);
        into.put("dense", group, old.dense(), fresh.dense());
        into.put("hybrid", group, old.hybrid(), fresh.hybrid());
        into.put(Comparison.LIKELIHOOD, group, old.likelihood(), fresh.likelihood());
        if (searched.isMoved() && way != null) {
            float[][] mapped = Arrays.stream(after).map(way.best().map()::apply).toArray(float[][]::new);
            into.put(
                    Comparison.COMPENSATED,
                    group,
                    old.dense(),
                    unmoved.of(queries, mapped).dense());
        }
    }
}
