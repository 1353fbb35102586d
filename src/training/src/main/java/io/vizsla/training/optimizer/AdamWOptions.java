package io.vizsla.training.optimizer;

import io.vizsla.api.error.VizslaException;

/**
 * Settings of {@link AdamW}; names as in arXiv 1711.05101.
 *
 * @param beta1 memory of the gradients' mean, in [0, 1)
 * @param beta2 memory of their squares' mean, in [0, 1)
 * @param epsilon added to the root of the squares, above 0
 * @param weightDecay share of the learning rate by which matrices shrink at each step, 0 or more
 */
public record AdamWOptions(double beta1, double beta2, double epsilon, double weightDecay) {

    /** What fine-tuning of encoders usually takes. */
    public static final AdamWOptions DEFAULTS = new AdamWOptions(0.9, 0.999, 1e-8, 0.01);

    public AdamWOptions {
        memory("beta1", beta1);
        memory("beta2", beta2);
        if (!(epsilon > 0)) {
            throw VizslaException.invalid("epsilon", String.valueOf(epsilon), "above 0");
        }
        if (!(weightDecay >= 0)) {
            throw VizslaException.invalid("weightDecay", String.valueOf(weightDecay), "0 or more");
        }
    }

    private static void memory(String field, double value) {
        if (!(value >= 0 && value < 1)) {
            throw VizslaException.invalid(field, String.valueOf(value), "in 0..1, below 1");
        }
    }
}
