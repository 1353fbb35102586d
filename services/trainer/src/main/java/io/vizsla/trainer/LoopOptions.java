package io.vizsla.trainer;

import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.trainer.TrainerOptions;

/** How each kind of refresh steps: by the settings, with a warm-up and bounded gradients. */
final class LoopOptions {

    private static final double WARM_UP = 0.1;
    private static final double CLIP = 1;

    private LoopOptions() {}

    /** Returns the options of a training on so many queries. */
    static TrainerOptions of(RefreshSettings settings, int queries) {
        return new TrainerOptions(
                settings.epochsFor(queries),
                settings.batch(),
                new LearningRate(settings.learningRate(), WARM_UP),
                AdamWOptions.DEFAULTS,
                CLIP,
                settings.passages(),
                settings.seed());
    }
}
