package io.vizsla.refresh.job;

/**
 * One way of searching, before and after, over the same queries.
 *
 * @param name such as {@code dense}, {@code hybrid} or {@code guard notes}
 * @param group {@code unseen} if no query shares a document with what was learned, {@code seen} if each does, {@code guard}
 * @param queries how many there are
 * @param before mean nDCG@10 of the model that serves
 * @param after of the trained one
 * @param low lower end of the 95 % interval of the difference
 * @param high upper end
 * @param p two-sided probability of such a difference by chance
 * @param gained how many queries are better
 * @param lost how many are worse
 */
public record Comparison(
        String name,
        String group,
        int queries,
        double before,
        double after,
        double low,
        double high,
        double p,
        int gained,
        int lost) {

    /**
     * Name of the measure that sees every query move: the mean logarithm of the share that a query's relevant passages have in a
     * softmax of its cosines with all passages, at least -5.
     */
    public static final String LIKELIHOOD = "likelihood";

    /**
     * Name of the search of passages as they were by queries of a model that has moved them, through the map that takes those
     * back.
     */
    public static final String COMPENSATED = "compensated";

    /** Group of queries that share no document with what was learned. */
    public static final String UNSEEN = "unseen";

    /** Group of queries that share a document with what was learned. */
    public static final String SEEN = "seen";

    /** Group of queries of another collection. */
    public static final String GUARD = "guard";

    /** Returns what was gained. */
    public double difference() {
        return after - before;
    }
}
