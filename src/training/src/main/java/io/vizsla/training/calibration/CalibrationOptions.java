package io.vizsla.training.calibration;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.trainer.TrainerOptions;

/**
 * Settings of a calibration head.
 *
 * @param form how cosines count
 * @param hidden size of the layer between a query and its three numbers, at least 1
 * @param epochs how often each query is seen, at least 1
 * @param batch queries of one step, at least 1
 * @param learningRate of the steps
 * @param optimizer what moves the weights
 * @param clip length that all gradients together are shortened to, above 0
 * @param seed of the first weights and the order of queries
 */
public record CalibrationOptions(
        Form form,
        int hidden,
        int epochs,
        int batch,
        LearningRate learningRate,
        AdamWOptions optimizer,
        double clip,
        long seed) {

    /** What a few hundred judged queries take. */
    public static final CalibrationOptions DEFAULTS =
            new CalibrationOptions(Form.POWER, 32, 20, 32, new LearningRate(3e-3, 0.1), AdamWOptions.DEFAULTS, 1, 1);

    public CalibrationOptions {
        if (hidden < 1) {
            throw VizslaException.invalid("hidden", hidden, "at least 1");
        }
        loop(epochs, batch, learningRate, optimizer, clip, seed); // Checks the rest.
    }

    TrainerOptions loop() {
        return loop(epochs, batch, learningRate, optimizer, clip, seed);
    }

    /** There are no passages to choose among. */
    private static TrainerOptions loop(
            int epochs, int batch, LearningRate learningRate, AdamWOptions optimizer, double clip, long seed) {
        return new TrainerOptions(epochs, batch, learningRate, optimizer, clip, 2, seed);
    }

    /** Returns a copy with another form. */
    public CalibrationOptions withForm(Form other) {
        return new CalibrationOptions(other, hidden, epochs, batch, learningRate, optimizer, clip, seed);
    }

    /** Returns a copy with another number of epochs. */
    public CalibrationOptions withEpochs(int count) {
        return new CalibrationOptions(form, hidden, count, batch, learningRate, optimizer, clip, seed);
    }

    /** Returns a copy with another learning rate. */
    public CalibrationOptions withLearningRate(LearningRate other) {
        return new CalibrationOptions(form, hidden, epochs, batch, other, optimizer, clip, seed);
    }

    /** Returns a copy with another seed. */
    public CalibrationOptions withSeed(long other) {
        return new CalibrationOptions(form, hidden, epochs, batch, learningRate, optimizer, clip, other);
    }
}
