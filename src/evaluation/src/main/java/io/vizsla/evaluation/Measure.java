package io.vizsla.evaluation;

import java.util.Arrays;

/**
 * The measures, as trec_eval computes them. In each, <i>k</i> is the rank after which the ranking is cut, and a query
 * without relevant documents gets 0.
 */
public enum Measure {
    /**
     * Normalized discounted cumulative gain: gain {@code grade / log2(rank + 1)}, divided by that of the ideal ranking cut
     * at the same rank (Järvelin and Kekäläinen 2002, with linear gain as in trec_eval's {@code ndcg_cut}).
     */
    NDCG("nDCG", "ndcg", "ndcg_cut") {
        @Override
        double of(JudgedRanking ranking, int k) {
            return quotient(discounted(ranking.gains(), k), discounted(ranking.ideal(), k));
        }
    },
    /** Average precision: the mean over all relevant documents of the precision at their rank, 0 for those after k. */
    MAP("MAP", "map", "map_cut") {
        @Override
        double of(JudgedRanking ranking, int k) {
            double sum = 0;
            int found = 0;
            for (int i = 0; i < Math.min(k, ranking.gains().length); i++) {
                if (ranking.gains()[i] > 0) {
                    found++;
                    sum += (double) found / (i + 1);
                }
            }
            return quotient(sum, ranking.relevant());
        }
    },
    /** The share of all relevant documents that stand among the first k. */
    RECALL("Recall", "recall", "recall") {
        @Override
        double of(JudgedRanking ranking, int k) {
            return quotient(ranking.relevantIn(k), ranking.relevant());
        }
    },
    /** One over the rank of the first relevant document, 0 if that is after k. */
    MRR("MRR", "recip_rank", "recip_rank_cut") {
        @Override
        double of(JudgedRanking ranking, int k) {
            for (int i = 0; i < Math.min(k, ranking.gains().length); i++) {
                if (ranking.gains()[i] > 0) {
                    return 1.0 / (i + 1);
                }
            }
            return 0;
        }
    },
    /** The share of relevant documents among the first k; a shorter ranking counts as filled up with others. */
    PRECISION("P", "P", "P") {
        @Override
        double of(JudgedRanking ranking, int k) {
            int depth = k == Metric.UNCUT ? ranking.gains().length : k;
            return quotient(ranking.relevantIn(depth), depth);
        }
    },
    /** 1 if a relevant document stands among the first k, else 0. */
    SUCCESS("Success", "success", "success") {
        @Override
        double of(JudgedRanking ranking, int k) {
            return ranking.relevantIn(k) > 0 ? 1 : 0;
        }
    },
    /** Precision at the rank R, where R is the number of relevant documents. */
    R_PRECISION("Rprec", "Rprec", "Rprec_cut") {
        @Override
        double of(JudgedRanking ranking, int k) {
            int depth = ranking.relevant();
            return quotient(ranking.relevantIn(Math.min(depth, k)), depth);
        }
    };

    private static final double LOG_2 = Math.log(2);

    private final String label;
    private final String trecUncut;
    private final String trecCut;

    Measure(String label, String trecUncut, String trecCut) {
        this.label = label;
        this.trecUncut = trecUncut;
        this.trecCut = trecCut;
    }

    /** Returns the name that people use, such as {@code nDCG}. */
    public String label() {
        return label;
    }

    /** Returns trec_eval's name at a cut. */
    String trecName(int k) {
        return k == Metric.UNCUT ? trecUncut : trecCut + "_" + k;
    }

    /** Returns the value for one query, 0 to 1. */
    abstract double of(JudgedRanking ranking, int k);

    private static double discounted(int[] gains, int k) {
        double sum = 0;
        for (int i = 0; i < Math.min(k, gains.length); i++) {
            sum += gains[i] * LOG_2 / Math.log(i + 2.0);
        }
        return sum;
    }

    private static double quotient(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** Returns the measures' labels, for messages. */
    static String labels() {
        return Arrays.stream(values()).map(Measure::label).toList().toString();
    }
}
