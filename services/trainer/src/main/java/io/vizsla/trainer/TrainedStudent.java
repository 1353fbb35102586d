package io.vizsla.trainer;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.training.encoder.TrainableEncoder;
import java.util.Arrays;
import java.util.List;

/**
 * A smaller encoder whose queries lie in the space of the one that serves, through a map; the encoder is closed with this.
 *
 * @param model that was trained, which reads tokens of its own; stays the caller's
 * @param tokens ids that it reads for each of the data's queries
 * @param map into the space of the passages
 */
record TrainedStudent(TrainableEncoder encoder, BaseModel model, List<int[]> tokens, AffineMap map) implements Trained {

    private static final int BATCH = 32;

    @Override
    public float[][] vectors(List<Integer> places) {
        return mapped(places.stream().map(tokens::get).toList());
    }

    @Override
    public float[][] vectorsOf(List<RefreshQuery> queries, BaseModel teacher, float[][] base) {
        return mapped(queries.stream().map(model::tokens).toList());
    }

    private float[][] mapped(List<int[]> texts) {
        return Arrays.stream(encoder.vectors(texts, BATCH)).map(map::apply).toArray(float[][]::new);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
