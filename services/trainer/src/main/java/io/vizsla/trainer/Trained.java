package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import java.util.List;

/** A trained model. Close it to free its memory. */
sealed interface Trained extends AutoCloseable
        permits TrainedEncoder, TrainedAdapter, TrainedStudent, TrainedBothSides {

    /** Returns the vectors of queries by their place in the data, {@code float[queries][dimension]} of unit length. */
    float[][] vectors(List<Integer> queries);

    /**
     * Returns the vectors of queries of another set.
     *
     * @param queries as they were asked
     * @param model that serves
     * @param base their vectors by that model
     */
    float[][] vectorsOf(List<RefreshQuery> queries, BaseModel model, float[][] base);

    /** Returns the passages that its queries are compared with: those of the data, where it moves none. */
    default Searched searched(RefreshData data) {
        return Searched.unmoved(data);
    }

    @Override
    void close();
}
