package io.vizsla.training.adapter;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.trainer.TrainerOptions;

/**
 * Settings of an adapter's training.
 *
 * @param rank of the correction, at least 1
 * @param loop how it is trained; its seed also draws the adapter's first weights
 */
public record AdapterOptions(int rank, TrainerOptions loop) {

    /** What a few hundred judged queries take. */
    public static final AdapterOptions DEFAULTS = new AdapterOptions(
            16, new TrainerOptions(2, 32, new LearningRate(1e-3, 0.1), AdamWOptions.DEFAULTS, 1, 20_000, 1));

    public AdapterOptions {
        if (rank < 1) {
            throw VizslaException.invalid("rank", rank, "at least 1");
        }
    }
}
