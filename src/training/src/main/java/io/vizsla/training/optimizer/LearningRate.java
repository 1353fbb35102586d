package io.vizsla.training.optimizer;

import io.vizsla.api.error.VizslaException;

/**
 * How far a step goes: up in a straight line from nil over the first steps, then down to nil at the last.
 *
 * @param peak the largest, above 0
 * @param warmUp share of the steps that it rises over, in 0..1
 */
public record LearningRate(double peak, double warmUp) {

    public LearningRate {
        if (!(peak > 0) || Double.isInfinite(peak)) {
            throw VizslaException.invalid("learningRate", String.valueOf(peak), "above 0");
        }
        if (!(warmUp >= 0 && warmUp <= 1)) {
            throw VizslaException.invalid("warmUp", String.valueOf(warmUp), "in 0..1");
        }
    }

    /**
     * Returns the rate of a step.
     *
     * @param step counted from 0
     * @param steps how many there are
     */
    public double at(long step, long steps) {
        double rising = Math.ceil(steps * warmUp);
        return step < rising
                ? peak * (step + 1) / rising
                : peak * Math.max(0, steps - step) / Math.max(1, steps - rising);
    }
}
