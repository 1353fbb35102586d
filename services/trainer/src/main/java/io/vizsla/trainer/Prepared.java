package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.RefreshSettings;
import java.util.List;

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

    /** Measures some queries before and after. */
    void measure(Trained trained, List<Integer> queries, String group, FoldResult into) {
        if (queries.isEmpty()) {
            return;
        }
        float[][] before = queries.stream().map(place -> vectors[place]).toArray(float[][]::new);
        float[][] after = trained.vectors(queries);
        for (int i = 0; i < after.length && group.equals(Comparison.UNSEEN); i++) {
            into.vectors().put(data.queries().get(queries.get(i)).id(), after[i]);
        }
        Measurement measurement = new Measurement(data);
        Measurement.Values old = measurement.of(queries, before);
        Measurement.Values fresh = measurement.of(queries, after);
        into.put("dense", group, old.dense(), fresh.dense());
        into.put("hybrid", group, old.hybrid(), fresh.hybrid());
        into.put(Comparison.LIKELIHOOD, group, old.likelihood(), fresh.likelihood());
    }
}
