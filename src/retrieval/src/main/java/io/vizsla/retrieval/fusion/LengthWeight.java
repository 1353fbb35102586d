package io.vizsla.retrieval.fusion;

import io.vizsla.api.query.QueryContext;

/**
 * Lets words count more in short queries: whoever types three words means these words, a sentence says one thing in
 * words that could be others. The share falls with the logarithm of the number of distinct terms and stays within
 * bounds.
 *
 * @param share of a query of {@code terms} terms, 0..1
 * @param slope what the share loses when the number of terms grows by a factor of e, 0..1
 * @param terms at least 1
 * @param least share of the longest query
 * @param most share of the shortest query
 */
public record LengthWeight(double share, double slope, int terms, double least, double most) implements LexicalWeight {

    /** Chosen on the queries of four collections that none of the published figures is measured on. */
    public static final LengthWeight CHOSEN = new LengthWeight(0.36, 0.1, 12, 0.1, 0.8);

    @Override
    public double of(QueryContext context) {
        int found = context.termStatistics().documentFrequency().size();
        return found == 0 ? 0 : Math.clamp(share - slope * Math.log((double) found / terms), least, most);
    }
}
