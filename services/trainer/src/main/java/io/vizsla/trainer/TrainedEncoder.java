package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.trainer.LabeledQuery;
import java.util.List;

/** An encoder with new weights, which reads tokens; closed with this. */
record TrainedEncoder(TrainableEncoder encoder, List<LabeledQuery> queries) implements Trained {

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
    public void close() {
        encoder.close();
    }
}
