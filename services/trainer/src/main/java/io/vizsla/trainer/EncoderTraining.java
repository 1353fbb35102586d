package io.vizsla.trainer;

import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.LowRankOptions;
import io.vizsla.training.graph.Precision;
import io.vizsla.training.objective.Mixture;
import io.vizsla.training.objective.Objective;
import io.vizsla.training.trainer.Anchors;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.LabeledQuery;
import io.vizsla.training.trainer.QueryTrainer;
import io.vizsla.training.trainer.StepReport;
import io.vizsla.training.trainer.TrainerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains the encoder for queries, whole or by low-rank updates; the vectors of words stay, since few queries hold few
 * words.
 */
final class EncoderTraining implements Training {

    /** Queries whose values are in memory at a time; larger batches are encoded in parts of so many. */
    private static final int CHUNK = 64;

    private final BaseModel model;
    private final FrozenPassages passages;
    private final RefreshSettings settings;
    private final Precision precision;
    private final Anchors anchors;

    EncoderTraining(
            BaseModel model, FrozenPassages passages, RefreshSettings settings, Precision precision, Anchors anchors) {
        this.model = model;
        this.passages = passages;
        this.settings = settings;
        this.precision = precision;
        this.anchors = anchors;
    }

    @Override
    public TrainedEncoder train(
            Prepared prepared,
            List<Integer> learned,
            Path checkpoint,
            long fingerprint,
            Consumer<StepReport> listener) {
        List<LabeledQuery> queries = prepared.labels().queries();
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
        Map<String, Tensor> weights = trained(encoder, settings);
        TrainerOptions options = LoopOptions.of(settings, learned.size());
        try (QueryTrainer trainer =
                new QueryTrainer(encoder, weights.values(), passages, objective(settings), options, CHUNK)) {
            trainer.resume(checkpoint, fingerprint);
            trainer.train(learned, anchors, new Keeper(listener, () -> trainer.keep(checkpoint, fingerprint)));
        }
    }

    /** Has what the settings want trained: low-rank updates, or all weights but the vectors of words. */
    static Map<String, Tensor> trained(TrainableEncoder encoder, RefreshSettings settings) {
        return settings.rank() > 0
                ? encoder.trainLowRank(LowRankOptions.of(settings.rank(), settings.seed()), name -> true)
                : withoutWords(encoder);
    }

    /** Has all weights trained but the vectors of words. */
    static Map<String, Tensor> withoutWords(TrainableEncoder encoder) {
        return encoder.train(name -> !isWordTable(encoder, name));
    }

    /** The table of words has a row for each of them, and is by far the longest weight. */
    private static boolean isWordTable(TrainableEncoder encoder, String name) {
        Tensor weight = encoder.graph().parameters().get(name);
        return weight != null && weight.dim() == 2 && weight.size(0) > 8 * weight.size(1);
    }

    static Objective objective(RefreshSettings settings) {
        return Mixture.ofLabels(settings.soft(), settings.temperature(), settings.teacherTemperature());
    }
}
