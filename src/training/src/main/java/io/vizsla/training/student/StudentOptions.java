package io.vizsla.training.student;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.objective.EmbeddingRegression;
import io.vizsla.training.objective.ListwiseKl;
import io.vizsla.training.objective.Mixture;
import io.vizsla.training.objective.Objective;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.trainer.TrainerOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a student's training.
 *
 * @param lists weight of the teacher's ranking of the passages beside its vectors, 0 or more; 0 for the vectors alone
 * @param temperature of both rankings, above 0; the smaller, the more the nearest passages count
 * @param loop how it is trained; a batch is of texts
 */
public record StudentOptions(double lists, double temperature, TrainerOptions loop) {

    /** What some thousand texts of a collection take. */
    public static final StudentOptions DEFAULTS = new StudentOptions(
            0.5, 0.02, new TrainerOptions(3, 32, new LearningRate(1e-4, 0.1), AdamWOptions.DEFAULTS, 1, 20_000, 1));

    public StudentOptions {
        if (!(lists >= 0) || Double.isInfinite(lists)) {
            throw VizslaException.invalid("lists", String.valueOf(lists), "0 or more");
        }
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw VizslaException.invalid("temperature", String.valueOf(temperature), "above 0");
        }
    }

    Objective objective() {
        List<Mixture.Part> parts = new ArrayList<>(List.of(new Mixture.Part(1, new EmbeddingRegression())));
        if (lists > 0) {
            parts.add(new Mixture.Part(lists, new ListwiseKl(temperature, temperature)));
        }
        return new Mixture(parts);
    }
}
