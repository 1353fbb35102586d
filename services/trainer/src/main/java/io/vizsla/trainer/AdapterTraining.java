package io.vizsla.trainer;

import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.adapter.AdapterOptions;
import io.vizsla.training.adapter.AdapterTrainer;
import io.vizsla.training.trainer.Anchors;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.LabeledQuery;
import io.vizsla.training.trainer.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Trains a low-rank correction over vectors of the queries that were computed once: seconds. */
final class AdapterTraining implements Training {

    private final FrozenPassages passages;
    private final RefreshSettings settings;
    private final Anchors anchors;

    AdapterTraining(FrozenPassages passages, RefreshSettings settings, Anchors anchors) {
        this.passages = passages;
        this.settings = settings;
        this.anchors = anchors;
    }

    @Override
    public TrainedAdapter train(
            Prepared prepared,
            List<Integer> learned,
            Path checkpoint,
            long fingerprint,
            Consumer<StepReport> listener) {
        float[][] base =
                learned.stream().map(place -> prepared.vectors()[place]).toArray(float[][]::new);
        List<LabeledQuery> queries =
                learned.stream().map(prepared.labels().queries()::get).toList();
        int dimension = base[0].length;
        try (AdapterTrainer trainer =
                new AdapterTrainer(passages, EncoderTraining.objective(settings), options(dimension, queries.size()))) {
            trainer.resume(checkpoint, fingerprint);
            trainer.train(base, queries, anchors, new Keeper(listener, () -> trainer.keep(checkpoint, fingerprint)));
            return new TrainedAdapter(trainer.map(), prepared.vectors());
        }
    }

    private AdapterOptions options(int dimension, int queries) {
        return new AdapterOptions(Math.min(dimension, settings.adapterRank()), LoopOptions.of(settings, queries));
    }
}
