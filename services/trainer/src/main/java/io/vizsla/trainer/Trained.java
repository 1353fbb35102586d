package io.vizsla.trainer;

import java.util.List;

/** A trained query side. Close it to free its memory. */
sealed interface Trained extends AutoCloseable permits TrainedEncoder, TrainedAdapter {

    /** Returns the vectors of queries by their place in the data, {@code float[queries][dimension]} of unit length. */
    float[][] vectors(List<Integer> queries);

    /**
     * Returns the vectors of queries of another set.
     *
     * @param tokens that the model reads for each
     * @param base their vectors by the model that serves
     */
    float[][] vectorsOf(List<int[]> tokens, float[][] base);

    @Override
    void close();
}
