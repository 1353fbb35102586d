package io.vizsla.trainer;

import java.nio.file.Path;
import java.util.List;

/** A trained query side. Close it to free its memory. */
interface Trained extends AutoCloseable {

    /** Returns the vectors of queries by their place in the data, {@code float[queries][dimension]} of unit length. */
    float[][] vectors(List<Integer> queries);

    /** Returns the vectors of queries of another set. */
    float[][] vectorsOf(List<int[]> tokens, float[][] base);

    /** Writes the trained weights into a graph file like the model's own. */
    void writeGraph(Path target);

    @Override
    void close();
}
