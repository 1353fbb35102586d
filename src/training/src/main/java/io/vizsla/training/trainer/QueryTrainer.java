package io.vizsla.training.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.objective.Objective;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains the query side of a model: queries move towards passages whose vectors stay, so that the index that serves now
 * serves the trained model too, and what the passages know keeps the queries from running after single words.
 *
 * <p>Equal seeds give equal weights on one thread. Each step's memory is freed at its end. Not safe for use by several
 * threads.
 */
public final class QueryTrainer extends LoopTrainer {

    private final TrainableEncoder encoder;
    private final FrozenPassages passages;
    private final Objective objective;
    private final TrainerOptions options;
    private final TrainingLoop loop;
    private final int chunk;

    /**
     * Trains with the values of a whole batch in memory.
     *
     * @param encoder whose trained weights move; stays the caller's
     * @param trained the weights that move
     * @param passages that the queries are held against; stay the caller's
     * @param objective what is minimized; stays the caller's
     */
    public QueryTrainer(
            TrainableEncoder encoder,
            Collection<Tensor> trained,
            FrozenPassages passages,
            Objective objective,
            TrainerOptions options) {
        this(encoder, trained, passages, objective, options, options.batch());
    }

    /**
     * Trains with the values of a part of each batch in memory.
     *
     * @param encoder whose trained weights move; stays the caller's
     * @param trained the weights that move
     * @param passages that the queries are held against; stay the caller's
     * @param objective what is minimized; stays the caller's
     * @param chunk queries that are encoded at a time, 1 or more; where a batch has more, each is encoded twice, and
     *     the gradients are the same
     */
    public QueryTrainer(
            TrainableEncoder encoder,
            Collection<Tensor> trained,
            FrozenPassages passages,
            Objective objective,
            TrainerOptions options,
            int chunk) {
        if (chunk < 1) {
            throw VizslaException.invalid("chunk", chunk, "at least 1");
        }
        this.encoder = encoder;
        this.passages = passages;
        this.objective = objective;
        this.options = options;
        this.chunk = chunk;
        List<Tensor> weights = new ArrayList<>(trained);
        weights.addAll(objective.parameters());
        this.loop = new TrainingLoop(weights, options);
    }

    /**
     * Trains from the step after the optimizer's last one to the end.
     *
     * @param queries one or more, each with a label
     * @param listener told of each step, in its order
     * @throws VizslaException {@code TRAINING_DIVERGED} if a loss or a gradient is not a finite number
     */
    public void train(List<LabeledQuery> queries, Consumer<StepReport> listener) {
        train(queries, Anchors.NONE, listener);
    }

    /**
     * Trains from the step after the optimizer's last one to the end, and holds other texts where they are.
     *
     * @param queries one or more, each with a label
     * @param anchors that are held
     * @param listener told of each step, in its order
     * @throws VizslaException {@code TRAINING_DIVERGED} if a loss or a gradient is not a finite number
     */
    public void train(List<LabeledQuery> queries, Anchors anchors, Consumer<StepReport> listener) {
        TrainingLoop.BatchLoss loss = chunk < options.batch() ? cached(queries) : whole(queries);
        Function<List<Integer>, Tensor> vectors = places ->
                encoder.encode(places.stream().map(anchors.texts()::get).toList());
        loop.train(queries.size(), AnchoredLoss.of(loss, anchors, vectors), listener);
    }

    private TrainingLoop.BatchLoss whole(List<LabeledQuery> queries) {
        return loss(queries, encoder::encode);
    }

    private TrainingLoop.BatchLoss cached(List<LabeledQuery> queries) {
        GradientCache cache = new GradientCache(encoder, chunk);
        return new CachedLoss(loss(queries, cache::encode), cache);
    }

    private PassageLoss loss(List<LabeledQuery> queries, Function<List<int[]>, Tensor> encode) {
        Function<List<Integer>, Tensor> vectors = places -> encode.apply(
                places.stream().map(place -> queries.get(place).tokens()).toList());
        return new PassageLoss(queries, passages, objective, vectors, options.passages());
    }

    @Override
    protected TrainingLoop loop() {
        return loop;
    }
}
