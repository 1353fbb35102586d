package io.vizsla.training.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;

/**
 * Settings of a training that moves passages, too.
 *
 * @param drift weight of {@code |p - p0|^2}, the way that passages have gone from where they were; 0 or more
 * @param anchor weight of the same objective over the passages as they were, so that queries stay good for the old index and
 *     passages for old queries; 0 or more
 * @param loop how it is trained; a batch is of queries, each with its passages
 */
public record BothSidesOptions(double drift, double anchor, TrainerOptions loop) {

    /** What some hundred judged queries take. */
    public static final BothSidesOptions DEFAULTS = new BothSidesOptions(
            10, 1, new TrainerOptions(2, 16, new LearningRate(2e-5, 0.1), AdamWOptions.DEFAULTS, 1, 20_000, 1));

    public BothSidesOptions {
        weight("drift", drift);
        weight("anchor", anchor);
    }

    private static void weight(String field, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw VizslaException.invalid(field, String.valueOf(value), "0 or more");
        }
    }
}
