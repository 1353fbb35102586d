package io.vizsla.training.mining;

import io.vizsla.api.error.VizslaException;

/**
 * How much worse than the relevant passage a passage must score to be taken for not relevant. What scores better is likely
 * a passage that nobody has judged: a false negative.
 *
 * <p>NV-Retriever, arXiv 2407.15831: {@code ceiling = pos * rho} with {@code rho = 1 - ratio}, and
 * {@code ceiling = pos - delta} with {@code delta = absolute}. Ours takes {@code |pos|}, so that a margin lowers the ceiling
 * of negative scores too.
 *
 * @param ratio share of the relevant passage's score, in 0..1
 * @param absolute in units of the score, 0 or more
 */
public record Margin(double ratio, double absolute) {

    public Margin {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw VizslaException.invalid("margin.ratio", String.valueOf(ratio), "in 0..1");
        }
        if (!(absolute >= 0) || Double.isInfinite(absolute)) {
            throw VizslaException.invalid("margin.absolute", String.valueOf(absolute), "0 or more");
        }
    }

    /** Returns the score that a negative must stay below; not a number without a relevant score. */
    public double ceiling(double relevant) {
        return relevant - Math.max(Math.abs(relevant) * ratio, absolute);
    }
}
