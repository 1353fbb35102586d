package io.vizsla.training.graph;

import io.vizsla.api.error.VizslaException;

/**
 * Settings of low-rank updates (LoRA, arXiv 2106.09685): a product {@code x W} becomes {@code x W + (alpha / r) x A B}.
 *
 * @param rank r of the paper, 1 or more
 * @param alpha of the paper, above 0: how much the update weighs, times the rank
 * @param seed of A, which is drawn; B is zero, so that nothing changes before the first step
 */
public record LowRankOptions(int rank, double alpha, long seed) {

    public LowRankOptions {
        if (rank < 1) {
            throw VizslaException.invalid("rank", rank, "at least 1");
        }
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw VizslaException.invalid("alpha", String.valueOf(alpha), "above 0");
        }
    }

    /** Returns settings whose update weighs twice, as is usual. */
    public static LowRankOptions of(int rank, long seed) {
        return new LowRankOptions(rank, 2.0 * rank, seed);
    }
}
