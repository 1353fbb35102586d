package io.vizsla.retrieval;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.query.WeightedQuery;
import org.jspecify.annotations.Nullable;

/**
 * One of the queries that a search runs, and what is known of it so far.
 *
 * @param vector null until it is encoded, and in lexical searches
 * @param tokens null until it is encoded, and where the model gives none
 */
record Variant(
        WeightedQuery query,
        float @Nullable [] vector,
        @Nullable TokenVectors tokens,
        Hits hits) {

    static Variant of(WeightedQuery query) {
        return new Variant(query, null, null, Hits.EMPTY);
    }

    Variant withVector(float[] newVector) {
        return new Variant(query, newVector, tokens, hits);
    }

    Variant withTokens(@Nullable TokenVectors newTokens) {
        return new Variant(query, vector, newTokens, hits);
    }

    Variant withHits(Hits newHits) {
        return new Variant(query, vector, tokens, newHits);
    }
}
