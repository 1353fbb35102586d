package io.vizsla.training.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;

/**
 * Settings of a training loop.
 *
 * @param epochs how often each query is seen, at least 1
 * @param batch queries of one step, at least 1
 * @param learningRate of the steps
 * @param optimizer what moves the weights
 * @param clip length that all gradients together are shortened to, above 0
 * @param passages the most that a step holds its queries against, at least 2; beyond it they are drawn at random, those
 *     with labels first
 * @param seed of the order of queries and of what is drawn
 */
public record TrainerOptions(
        int epochs,
        int batch,
        LearningRate learningRate,
        AdamWOptions optimizer,
        double clip,
        int passages,
        long seed) {

    /** What few judged queries take. */
    public static final TrainerOptions DEFAULTS =
            new TrainerOptions(2, 32, new LearningRate(2e-5, 0.1), AdamWOptions.DEFAULTS, 1, 20_000, 1);

    public TrainerOptions {
        atLeast("epochs", epochs, 1);
        atLeast("batch", batch, 1);
        atLeast("passages", passages, 2);
        if (!(clip > 0)) {
            throw VizslaException.invalid("clip", String.valueOf(clip), "above 0");
        }
    }

    private static void atLeast(String field, int value, int bound) {
        if (value < bound) {
            throw VizslaException.invalid(field, String.valueOf(value), "at least " + bound);
        }
    }

    /** Returns a copy with another number of epochs. */
    public TrainerOptions withEpochs(int count) {
        return new TrainerOptions(count, batch, learningRate, optimizer, clip, passages, seed);
    }

    /** Returns a copy with another seed. */
    public TrainerOptions withSeed(long other) {
        return new TrainerOptions(epochs, batch, learningRate, optimizer, clip, passages, other);
    }

    /** Returns how many steps so many queries take. */
    public long steps(int queries) {
        return (long) epochs * Math.ceilDiv(queries, batch);
    }
}
