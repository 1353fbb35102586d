package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.trainer.LabeledQuery;
import java.util.List;

/**
 * An encoder with new weights that reads queries and passages. Passages are read by the graph that would serve them, so that
 * what is measured is what comes of it.
 *
 * @param encoder closed with this
 * @param queries of the data, in its order
 * @param reading reads passages anew
 */
record TrainedBothSides(TrainableEncoder encoder, List<LabeledQuery> queries, Rereading reading) implements Trained {

    private static final int BATCH = 32;

    @Override
    public float[][] vectors(List<Integer> places) {
        return encoder.vectors(
                places.stream().map(place -> queries.get(place).tokens()).toList(), BATCH);
    }

    @Override
    public float[][] vectorsOf(List<RefreshQuery> others, BaseModel model, float[][] base) {
        return encoder.vectors(others.stream().map(model::tokens).toList(), BATCH);
    }

    @Override
    public Searched searched(RefreshData data) {
        return reading.of(encoder, data);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
