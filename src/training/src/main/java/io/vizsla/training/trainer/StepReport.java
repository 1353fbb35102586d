package io.vizsla.training.trainer;

/**
 * What a step did.
 *
 * @param step counted from 1
 * @param steps how many there are
 * @param loss before the step
 * @param gradient length of all gradients together, before they were shortened
 * @param tokens that the step read, padding left out
 */
public record StepReport(long step, long steps, double loss, double gradient, long tokens) {}
