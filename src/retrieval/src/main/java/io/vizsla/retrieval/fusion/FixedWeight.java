package io.vizsla.retrieval.fusion;

import io.vizsla.api.query.QueryContext;

/**
 * The same share for every query that has words to search by, else 0.
 *
 * @param share 0..1
 */
public record FixedWeight(double share) implements LexicalWeight {

    @Override
    public double of(QueryContext context) {
        return context.termStatistics().documentFrequency().isEmpty() ? 0 : share;
    }
}
