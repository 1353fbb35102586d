package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.TermStatistics;
import io.vizsla.api.query.QueryContext;

/**
 * Lets rare words count more: the lexical share rises with the mean inverse document frequency of the query's terms
 * (vstash, arXiv 2604.15484). <em>Symbols:</em> idf = {@link #meanIdf}, theta = half of ln N, s = {@link #rarity},
 * w_f = the share.
 *
 * @param least share when every term is in every chunk
 * @param span what the rarest terms add to it
 * @param steepness of the step between common and rare
 * @param longQuery queries of more distinct terms are prose: they get {@code least}
 */
public record RarityWeight(double least, double span, double steepness, int longQuery) implements LexicalWeight {

    /** The published constants. */
    public static final RarityWeight PUBLISHED = new RarityWeight(0.1, 0.5, 2, 50);

    @Override
    public double of(QueryContext context) {
        TermStatistics statistics = context.termStatistics();
        int terms = statistics.documentFrequency().size();
        if (terms == 0) {
            return 0;
        }
        return terms > longQuery ? least : least + span * rarity(statistics);
    }

    /** Returns how rare the terms are, 0..1; 0 where there are none. */
    public double rarity(TermStatistics statistics) {
        if (statistics.documentFrequency().isEmpty()) {
            return 0;
        }
        double threshold = logCount(statistics) / 2;
        return 1 / (1 + Math.exp(-steepness * (meanIdf(statistics) - threshold)));
    }

    /** Returns the mean of ln(N / df) over the terms; a term that no chunk holds counts as one that a single chunk holds. */
    public static double meanIdf(TermStatistics statistics) {
        double chunks = logCount(statistics);
        return statistics.documentFrequency().values().stream()
                .mapToDouble(frequency -> Math.max(0, chunks - Math.log(Math.max(1, frequency))))
                .average()
                .orElse(0);
    }

    private static double logCount(TermStatistics statistics) {
        return Math.log(Math.max(1, statistics.chunks()));
    }
}
