package io.vizsla.retrieval.fusion;

import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.QueryContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * Sums {@code 1 / (k + rank)} over the dense and the lexical list (Cormack, Clarke and Buettcher 2009). The baseline
 * that everybody knows. A candidate has a rank in a list only where that search would have brought it: among its first
 * {@code depth}, and with a matching word in the lexical one.
 */
public final class ReciprocalRankFusion extends UnionFusion {

    /** The published constant. */
    public static final double PUBLISHED_K = 60;

    private final double k;
    private final int depth;

    /**
     * Creates a fusion.
     *
     * @param k damps the first ranks, above 0
     * @param depth how many candidates each search was asked for
     */
    public ReciprocalRankFusion(double k, int depth) {
        this.k = k;
        this.depth = depth;
    }

    @Override
    Hits fuse(Hits union, QueryContext context) {
        context.note("fuse", "method", "rrf");
        context.note("fuse", "k", k);
        return WeightedSum.order(union, Map.of(Signal.DENSE, 1.0, Signal.LEXICAL, 1.0), this::reciprocalRanks);
    }

    private double[] reciprocalRanks(Hits hits, Signal signal) {
        double none = signal == Signal.LEXICAL ? 0 : -1;
        double[] values = Column.of(hits, signal, none).raw();
        Integer[] order = bestFirst(values);
        double[] reciprocals = new double[values.length];
        for (int rank = 1; rank <= Math.min(depth, order.length); rank++) {
            int at = order[rank - 1];
            reciprocals[at] = values[at] > none ? 1 / (k + rank) : 0;
        }
        return reciprocals;
    }

    private static Integer[] bestFirst(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> values[i]).reversed());
        return order;
    }
}
