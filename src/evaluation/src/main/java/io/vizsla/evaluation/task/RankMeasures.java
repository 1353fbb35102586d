package io.vizsla.evaluation.task;

/** Measures of one query from the ranks at which its relevant passages were found: from 1, rising, all of them given. */
final class RankMeasures {

    private RankMeasures() {}

    /** Returns the share of the relevant passages that stand among the first k. */
    static double recall(int[] ranks, int k) {
        return (double) within(ranks, k) / ranks.length;
    }

    /** Returns 1 if all relevant passages stand among the first k, else 0 (COMP@k of Qu et al. 2024). */
    static double completeness(int[] ranks, int k) {
        return within(ranks, k) == ranks.length ? 1 : 0;
    }

    /** Returns one over the best rank, 0 if that is after k. */
    static double reciprocal(int[] ranks, int k) {
        return ranks[0] <= k ? 1.0 / ranks[0] : 0;
    }

    /** Returns nDCG of binary relevance, as trec_eval's. */
    static double ndcg(int[] ranks, int k) {
        double gain = 0;
        double ideal = 0;
        for (int i = 0; i < ranks.length; i++) {
            gain += ranks[i] <= k ? 1 / Math.log(ranks[i] + 1.0) : 0;
            ideal += i < k ? 1 / Math.log(i + 2.0) : 0;
        }
        return gain / ideal;
    }

    private static int within(int[] ranks, int k) {
        int within = 0;
        for (int rank : ranks) {
            within += rank <= k ? 1 : 0;
        }
        return within;
    }
}
