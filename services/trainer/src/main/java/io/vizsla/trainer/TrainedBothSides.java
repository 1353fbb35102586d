package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import java.util.List;

/**
 * An encoder with new weights that reads queries and passages. Passages are read by the graph that would serve them, so that
 * what is measured is what comes of it.
 *
 * @param encoder reads queries; closed with this
 * @param reading reads passages anew
 */
record TrainedBothSides(TrainedEncoder encoder, Rereading reading) implements Trained {

    @Override
    public float[][] vectors(List<Integer> places) {
        return encoder.vectors(places);
    }

    @Override
    public float[][] vectorsOf(List<RefreshQuery> others, BaseModel model, float[][] base) {
        return encoder.vectorsOf(others, model, base);
    }

    @Override
    public Searched searched(RefreshData data) {
        return reading.of(encoder.encoder(), data);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
