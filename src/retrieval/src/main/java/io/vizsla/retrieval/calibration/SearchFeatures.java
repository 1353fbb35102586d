package io.vizsla.retrieval.calibration;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.passage.TermStatistics;
import io.vizsla.retrieval.fusion.RarityWeight;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What tells how well a search went, apart from the order of its hits. All are finite.
 *
 * @param bestScore the highest ordering score
 * @param deviation the standard deviation of the ordering scores, 0 if they are all equal
 * @param dense the best cosine among the hits, 0 if nobody measured it
 * @param tokens the best token similarity, 0 if nobody measured it
 * @param lexical the best BM25 as a part of the highest that the query's words could reach, 0..1
 * @param rarity how rare the query's words are, 0..1
 */
public record SearchFeatures(
        double bestScore, double deviation, double dense, double tokens, double lexical, double rarity) {

    /** Returns the features of hits in their final order. */
    public static SearchFeatures of(Hits hits, TermStatistics statistics) {
        double[] scores = hits.list().stream().mapToDouble(Hit::score).toArray();
        return new SearchFeatures(
                scores.length == 0 ? 0 : scores[0],
                deviation(scores),
                best(hits, Signal.DENSE),
                best(hits, Signal.TOKENS),
                coverage(best(hits, Signal.LEXICAL), statistics),
                RarityWeight.PUBLISHED.rarity(statistics));
    }

    /** Returns the features by name. */
    public Map<String, Double> asMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        map.put("bestScore", bestScore);
        map.put("deviation", deviation);
        map.put("dense", dense);
        map.put("tokens", tokens);
        map.put("lexical", lexical);
        map.put("rarity", rarity);
        return map;
    }

    /** Returns how far a score lies under the best one in standard deviations, 0 or less. */
    public double relative(double score) {
        return deviation > 1e-12 ? (score - bestScore) / deviation : 0;
    }

    private static double best(Hits hits, Signal signal) {
        return hits.list().stream()
                .flatMapToDouble(hit -> hit.signals().get(signal).stream())
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** A term adds at most its idf to a BM25 without the constant factor, so their sum bounds the score. */
    private static double coverage(double bestLexical, TermStatistics statistics) {
        double bound = statistics.documentFrequency().values().stream()
                .mapToDouble(frequency -> idf(statistics.chunks(), frequency))
                .sum();
        return bound > 0 ? Math.clamp(bestLexical / bound, 0.0, 1.0) : 0;
    }

    private static double idf(long chunks, long frequency) {
        return Math.log(1 + Math.max(0, chunks - frequency + 0.5) / (frequency + 0.5));
    }

    private static double deviation(double[] values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        double mean = values.length == 0 ? 0 : sum / values.length;
        return values.length == 0 ? 0 : Math.sqrt(Math.max(0, squares / values.length - mean * mean));
    }
}
