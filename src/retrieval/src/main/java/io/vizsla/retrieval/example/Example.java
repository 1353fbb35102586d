package io.vizsla.retrieval.example;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.passage.ChunkId;
import org.jspecify.annotations.Nullable;

/**
 * A worked example with its vectors.
 *
 * @param query the words that were asked
 * @param passage that answers them; empty where nobody needs its words
 * @param source where the passage stands, null if the request brought it
 * @param grade of the judgement, 0 if the request brought the example
 * @param cosine of its query with the query that it is an example for
 * @param passageVector unit length
 * @param reason why it was taken
 */
public record Example(
        String query,
        String passage,
        @Nullable ChunkId source,
        int grade,
        double cosine,
        float[] passageVector,
        String reason) {

    /** Returns the example as a model reads it. */
    public Demonstration demonstration() {
        return new Demonstration(query, passage);
    }
}
