package io.vizsla.retrieval.example;

import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.text.TextDigest;
import org.jspecify.annotations.Nullable;

/**
 * A query with the passage that was judged to answer it best.
 *
 * @param id of the query's words, see {@link io.vizsla.api.judgement.QueryId}
 * @param answer the passage; null if none answers it any more, which takes the query out of the examples
 * @param anyChunk whether only the document was named: whenever the example is chosen, it is the document's chunk nearest to
 *     the query then
 * @param grade of the answer, 1 to 3
 */
public record JudgedQuery(String id, String text, @Nullable ChunkId answer, boolean anyChunk, int grade) {

    /** Returns 32 hexadecimal digits that are others as soon as anything of it is: what is kept under them need not be read. */
    public String fingerprint() {
        return TextDigest.of(
                String.join("\0", id, text, String.valueOf(answer), String.valueOf(anyChunk), String.valueOf(grade)));
    }
}
