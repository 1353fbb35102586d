package io.vizsla.encoding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Divides texts into batches so that the model computes least: padding costs tokens, and so does every further run. */
final class Buckets {

    /** What starting the model costs, in tokens that it could have computed meanwhile; measured with short queries. */
    private static final int RUN_TOKENS = 12;

    /**
     * A batch without padding needs no mask, and attention without a mask saves one token in so many for each token that
     * a text is long; measured with abstracts.
     */
    private static final int MASK_TOKENS = 3300;

    private Buckets() {}

    /**
     * Returns the texts in batches, the longest first.
     *
     * <p>In order of length the best division is one into runs of neighbors, so that dynamic programming over the ends
     * of the runs finds it: {@code best[end] = min over start of best[start] + cost(start, end)}.
     *
     * @param batchTokens the most tokens of a batch, padding included; a longer text is a batch of its own
     */
    static List<List<Pending>> of(List<Pending> texts, int batchTokens) {
        List<Pending> sorted = new ArrayList<>(texts);
        sorted.sort(Comparator.comparingInt((Pending p) -> p.text().length()).reversed());
        int[] starts = starts(sorted, batchTokens);
        List<List<Pending>> buckets = new ArrayList<>();
        for (int end = sorted.size(); end > 0; end = starts[end]) {
            buckets.add(sorted.subList(starts[end], end));
        }
        return buckets.reversed();
    }

    /** Returns, for each end, where the last batch of the best division of what lies before it starts. */
    private static int[] starts(List<Pending> sorted, int batchTokens) {
        long[] best = new long[sorted.size() + 1];
        int[] starts = new int[sorted.size() + 1];
        for (int end = 1; end <= sorted.size(); end++) {
            best[end] = Long.MAX_VALUE;
            for (int start = end - 1; start >= 0; start--) {
                long tokens = (long) (end - start) * sorted.get(start).text().length();
                if (tokens > batchTokens && start < end - 1) {
                    break;
                }
                long cost = cost(sorted, start, end);
                if (best[start] + cost < best[end]) {
                    best[end] = best[start] + cost;
                    starts[end] = start;
                }
            }
        }
        return starts;
    }

    /** Returns what a batch costs, in tokens. */
    private static long cost(List<Pending> sorted, int start, int end) {
        int longest = sorted.get(start).text().length();
        long tokens = (long) (end - start) * longest;
        boolean padded = sorted.get(end - 1).text().length() < longest;
        return tokens + RUN_TOKENS + (padded ? tokens * longest / MASK_TOKENS : 0);
    }
}
