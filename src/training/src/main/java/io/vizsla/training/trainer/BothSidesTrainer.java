package io.vizsla.training.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.objective.Objective;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a model for queries and passages at once. What comes of it reads both; the index of the model before serves it
 * only through a map ({@link io.vizsla.training.space.SpaceMaps}), or is made anew.
 *
 * <p>Equal seeds give equal weights on one thread. Each step's memory is freed at its end. Not safe for use by several
 * threads.
 */
public final class BothSidesTrainer extends LoopTrainer {

    private final TrainableEncoder encoder;
    private final FrozenPassages passages;
    private final Objective objective;
    private final BothSidesOptions options;
    private final TrainingLoop loop;

    /**
     * @param encoder whose trained weights move; stays the caller's
     * @param trained the weights that move
     * @param passages the vectors of all passages before; stay the caller's
     * @param objective what is minimized; stays the caller's
     */
    public BothSidesTrainer(
            TrainableEncoder encoder,
            Collection<Tensor> trained,
            FrozenPassages passages,
            Objective objective,
            BothSidesOptions options) {
        this.encoder = encoder;
        this.passages = passages;
        this.objective = objective;
        this.options = options;
        List<Tensor> weights = new ArrayList<>(trained);
        weights.addAll(objective.parameters());
        this.loop = new TrainingLoop(weights, options.loop());
    }

    /**
     * Trains from the step after the optimizer's last one to the end.
     *
     * @param queries one or more, each with a relevant passage
     * @param texts token ids of the passages, in the order of their vectors; cut to what memory and time allow
     * @param listener told of each step, in its order
     * @throws VizslaException {@code INVALID_ARGUMENT} if a query has no relevant passage or names one that is not
     *     there, or there are not as many texts as vectors; {@code TRAINING_DIVERGED} if a loss or a gradient is not a
     *     finite number
     */
    public void train(List<PairedQuery> queries, List<int[]> texts, Consumer<StepReport> listener) {
        for (int i = 0; i < queries.size(); i++) {
            if (queries.get(i).query().gains().isEmpty()) {
                throw VizslaException.invalid("queries[" + i + "].gains", "none", "a relevant passage or more");
            }
        }
        loop.train(
                queries.size(),
                new BothSidesLoss(queries, texts, passages, objective, encoder::encode, options),
                listener);
    }

    @Override
    protected TrainingLoop loop() {
        return loop;
    }
}
