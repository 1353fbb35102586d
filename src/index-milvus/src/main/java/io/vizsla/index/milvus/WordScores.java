package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import java.util.Map;

/** Makes the scorers of queries from what is known of the words. */
final class WordScores {

    private final MilvusOptions options;
    private final WordStatistics statistics;

    WordScores(MilvusOptions options, WordStatistics statistics) {
        this.options = options;
        this.statistics = statistics;
    }

    /**
     * Returns the scorer of a query.
     *
     * @param terms in {@link SafeTerm}, and how often each occurs in the query
     */
    Bm25 of(Map<String, Integer> terms, ConsistencyLevel level) {
        return new Bm25(options, statistics.totals(level), terms, statistics.frequencies(terms.keySet(), level));
    }
}
