package io.vizsla.trainer;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.refresh.data.RefreshQuery;
import java.util.Arrays;
import java.util.List;

/**
 * A correction of the vectors that the model computes as before.
 *
 * @param map from its vectors to those that are searched with
 * @param base vectors of the data's queries, {@code float[queries][dimension]}
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
record TrainedAdapter(AffineMap map, float[][] base) implements Trained {

    @Override
    public float[][] vectors(List<Integer> queries) {
        return queries.stream().map(place -> map.apply(base[place])).toArray(float[][]::new);
    }

    @Override
    public float[][] vectorsOf(List<RefreshQuery> queries, BaseModel model, float[][] others) {
        return Arrays.stream(others).map(map::apply).toArray(float[][]::new);
    }

    @Override
    public void close() {
        // Plain numbers.
    }
}
