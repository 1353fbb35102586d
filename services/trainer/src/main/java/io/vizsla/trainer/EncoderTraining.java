package io.vizsla.trainer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.Precision;
import io.vizsla.training.objective.InfoNce;
import io.vizsla.training.objective.ListwiseKl;
import io.vizsla.training.objective.Mixture;
import io.vizsla.training.objective.Objective;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.LabeledQuery;
import io.vizsla.training.trainer.QueryTrainer;
import io.vizsla.training.trainer.StepReport;
import io.vizsla.training.trainer.TrainerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** Trains the whole encoder for queries; the vectors of words stay, since few queries hold few words. */
final class EncoderTraining {

    private static final double WARM_UP = 0.1;
    private static final double CLIP = 1;
    private static final int BATCH = 32;
    private static final long KEEP_EVERY_NANOS = 20_000_000_000L;

    private final BaseModel model;
    private final FrozenPassages passages;
    private final RefreshSettings settings;
    private final Precision precision;

    EncoderTraining(BaseModel model, FrozenPassages passages, RefreshSettings settings, Precision precision) {
        this.model = model;
        this.passages = passages;
        this.settings = settings;
        this.precision = precision;
    }

    /**
     * Trains on some of the queries, from the last checkpoint if there is one of the same training.
     *
     * @param queries all of the data, of which the learned ones are used
     * @param checkpoint where the training is kept
     * @param fingerprint of all that it depends on
     * @param listener told of each step
     */
    Trained train(
            List<LabeledQuery> queries,
            List<Integer> learned,
            Path checkpoint,
            long fingerprint,
            Consumer<StepReport> listener) {
        TrainableEncoder encoder = model.trainable(precision);
        try {
            train(encoder, learned.stream().map(queries::get).toList(), checkpoint, fingerprint, listener);
            return new TrainedEncoder(encoder, queries);
        } catch (RuntimeException | Error failed) {
            encoder.close();
            throw failed;
        }
    }

    private void train(
            TrainableEncoder encoder,
            List<LabeledQuery> learned,
            Path checkpoint,
            long fingerprint,
            Consumer<StepReport> listener) {
        Map<String, Tensor> weights = encoder.train(name -> !isWordTable(encoder, name));
        TrainerOptions options = new TrainerOptions(
                settings.epochsFor(learned.size()),
                settings.batch(),
                new LearningRate(settings.learningRate(), WARM_UP),
                AdamWOptions.DEFAULTS,
                CLIP,
                settings.passages(),
                settings.seed());
        try (QueryTrainer trainer =
                new QueryTrainer(encoder, weights.values(), passages, objective(settings), options)) {
            trainer.resume(checkpoint, fingerprint);
            long[] kept = {System.nanoTime()};
            trainer.train(learned, report -> {
                listener.accept(report);
                boolean isLast = report.step() == report.steps();
                if (isLast || System.nanoTime() - kept[0] > KEEP_EVERY_NANOS) {
                    trainer.keep(checkpoint, fingerprint);
                    kept[0] = System.nanoTime();
                }
            });
        }
    }

    /** The table of words has a row for each of them, and is by far the longest weight. */
    private static boolean isWordTable(TrainableEncoder encoder, String name) {
        Tensor weight = encoder.graph().parameters().get(name);
        return weight != null && weight.dim() == 2 && weight.size(0) > 8 * weight.size(1);
    }

    static Objective objective(RefreshSettings settings) {
        List<Mixture.Part> parts = new ArrayList<>();
        if (settings.soft() < 1) {
            parts.add(new Mixture.Part(1 - settings.soft(), new InfoNce(settings.temperature())));
        }
        if (settings.soft() > 0) {
            parts.add(new Mixture.Part(
                    settings.soft(), new ListwiseKl(settings.temperature(), settings.teacherTemperature())));
        }
        return new Mixture(parts);
    }

    /** The trained encoder, which reads tokens. */
    private record TrainedEncoder(TrainableEncoder encoder, List<LabeledQuery> queries) implements Trained {

        @Override
        public float[][] vectors(List<Integer> places) {
            return encoder.vectors(
                    places.stream().map(place -> queries.get(place).tokens()).toList(), BATCH);
        }

        @Override
        public float[][] vectorsOf(List<int[]> tokens, float[][] base) {
            return encoder.vectors(tokens, BATCH);
        }

        @Override
        public void writeGraph(Path target) {
            try {
                encoder.graph().write(target);
            } catch (IOException full) {
                throw VizslaException.of(
                        ErrorCode.INTERNAL, "the trained graph cannot be written: " + full.getMessage(), full);
            }
        }

        @Override
        public void close() {
            encoder.close();
        }
    }
}
