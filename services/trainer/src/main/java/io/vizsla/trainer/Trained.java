package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshQuery;
import java.util.List;

/** A trained query side. Close it to free its memory. */
sealed interface Trained extends AutoCloseable permits TrainedEncoder, TrainedAdapter, TrainedStudent {

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

    @Override
    void close();
}
