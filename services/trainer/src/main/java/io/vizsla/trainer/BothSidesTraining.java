package io.vizsla.trainer;

import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.Precision;
import io.vizsla.training.mining.Mined;
import io.vizsla.training.trainer.BothSidesOptions;
import io.vizsla.training.trainer.BothSidesTrainer;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.LabeledQuery;
import io.vizsla.training.trainer.PairedQuery;
import io.vizsla.training.trainer.StepReport;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains the encoder for queries and passages at once: a query is held against relevant passages and hard negatives that
 * are read anew with each step, and, so that the model does not learn by heart which passages are asked for, against all
 * of them as they were.
 */
final class BothSidesTraining implements Training {

    /** Of a passage: its first ones tell most of what it is about, and a step's memory grows with them. */
    private static final int MOST_TOKENS = 96;

    /** Hard negatives of a query, the hardest first. */
    private static final int NEGATIVES = 2;

    private static final int[] NOTHING = {};

    private final BaseModel model;
    private final FrozenPassages passages;
    private final RefreshSettings settings;
    private final Precision precision;
    private final Rereading reading;

    BothSidesTraining(
            BaseModel model,
            FrozenPassages passages,
            RefreshSettings settings,
            Precision precision,
            Rereading reading) {
        this.model = model;
        this.passages = passages;
        this.settings = settings;
        this.precision = precision;
        this.reading = reading;
    }

    @Override
    public TrainedBothSides train(
            Prepared prepared,
            List<Integer> learned,
            Path checkpoint,
            long fingerprint,
            Consumer<StepReport> listener) {
        // Who only asked has said of no passage that it is relevant: there is nothing to read beside it.
        List<PairedQuery> paired = learned.stream()
                .map(place -> paired(prepared.labels(), place))
                .filter(one -> !one.query().gains().isEmpty())
                .toList();
        TrainableEncoder encoder = model.trainable(precision);
        try (BothSidesTrainer trainer = new BothSidesTrainer(
                encoder,
                EncoderTraining.trained(encoder, settings).values(),
                passages,
                EncoderTraining.objective(settings),
                options(paired.size()))) {
            trainer.resume(checkpoint, fingerprint);
            trainer.train(
                    paired,
                    tokens(prepared, paired),
                    new Keeper(listener, () -> trainer.keep(checkpoint, fingerprint)));
            return new TrainedBothSides(
                    new TrainedEncoder(encoder, prepared.labels().queries()), reading);
        } catch (RuntimeException | Error failed) {
            encoder.close();
            throw failed;
        }
    }

    /** Of the passages that are read; others have none. */
    private List<int[]> tokens(Prepared prepared, List<PairedQuery> paired) {
        Set<Integer> read = new HashSet<>();
        for (PairedQuery one : paired) {
            read.addAll(one.query().gains().keySet());
            read.addAll(one.negatives());
        }
        List<String> texts = prepared.data().texts();
        return IntStream.range(0, texts.size())
                .mapToObj(place -> read.contains(place) ? model.passageTokens(texts.get(place), MOST_TOKENS) : NOTHING)
                .toList();
    }

    private static PairedQuery paired(Labels labels, int place) {
        LabeledQuery query = labels.queries().get(place);
        Mined mined = labels.mined().get(place);
        return new PairedQuery(
                query, mined.negatives().stream().limit(NEGATIVES).toList());
    }

    private BothSidesOptions options(int queries) {
        BothSidesOptions usual = BothSidesOptions.DEFAULTS;
        return new BothSidesOptions(usual.drift(), usual.anchor(), LoopOptions.of(settings, queries));
    }
}
