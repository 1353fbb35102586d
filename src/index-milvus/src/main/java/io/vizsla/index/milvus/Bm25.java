package io.vizsla.index.milvus;

import java.util.HashMap;
import java.util.Map;

/**
 * BM25 of a query (Robertson and Zaragoza, 2009): {@code idf * tf / (tf + k1 * (1 - b + b * length / mean))} with
 * {@code idf = ln(1 + (N - df + 0.5) / (df + 0.5))}. The server's own scores are of one shard or segment, and change with
 * the filter; these compare across all hits of a query, and with those of the other stores.
 */
final class Bm25 {

    private final MilvusOptions options;
    private final double meanLength;
    private final Map<String, Double> weights = new HashMap<>();

    /**
     * Prepares a query.
     *
     * @param terms in {@link SafeTerm}, and how often each occurs in the query
     * @param frequencies of each term, how many chunks hold it
     */
    Bm25(
            MilvusOptions options,
            WordStatistics.Totals totals,
            Map<String, Integer> terms,
            Map<String, Long> frequencies) {
        this.options = options;
        this.meanLength = Math.max(1e-9, totals.meanLength());
        terms.forEach((term, times) -> {
            // Counts may be older than what is scored.
            double frequency = Math.max(1.0, frequencies.getOrDefault(term, 0L).doubleValue());
            double chunks = Math.max((double) totals.chunks(), frequency);
            weights.put(term, times * Math.log(1 + (chunks - frequency + 0.5) / (frequency + 0.5)));
        });
    }

    /**
     * Returns the score of a chunk, 0 if no word matches.
     *
     * @param words as in {@link Columns#WORDS}
     * @param length in words
     */
    double score(String words, long length) {
        Map<String, Integer> counts = counts(words);
        double norm = options.k1() * (1 - options.b() + options.b() * length / meanLength);
        double score = 0;
        for (Map.Entry<String, Integer> term : counts.entrySet()) {
            double weight = weights.getOrDefault(term.getKey(), 0.0);
            score += weight * term.getValue() / (term.getValue() + norm);
        }
        return score;
    }

    private Map<String, Integer> counts(String words) {
        Map<String, Integer> counts = new HashMap<>();
        int start = 0;
        while (start < words.length()) {
            int blank = words.indexOf(' ', start);
            int end = blank < 0 ? words.length() : blank;
            String word = words.substring(start, end);
            if (weights.containsKey(word)) {
                counts.merge(word, 1, Integer::sum);
            }
            start = end + 1;
        }
        return counts;
    }
}
