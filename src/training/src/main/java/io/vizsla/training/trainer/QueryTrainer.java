package io.vizsla.training.trainer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.objective.LabeledVectors;
import io.vizsla.training.objective.Objective;
import io.vizsla.training.optimizer.AdamW;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains the query side of a model: queries move towards passages whose vectors stay, so that the index that serves now
 * serves the trained model too, and what the passages know keeps the queries from running after single words.
 *
 * <p>Equal seeds give equal weights on one thread. Each step's memory is freed at its end. Not safe for use by several
 * threads.
 */
public final class QueryTrainer implements AutoCloseable {

    private final TrainableEncoder encoder;
    private final FrozenPassages passages;
    private final Objective objective;
    private final TrainerOptions options;
    private final List<Tensor> weights;
    private final AdamW optimizer;

    /**
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
        this.encoder = encoder;
        this.passages = passages;
        this.objective = objective;
        this.options = options;
        this.weights = new ArrayList<>(trained);
        weights.addAll(objective.parameters());
        this.optimizer = new AdamW(weights, options.optimizer());
    }

    /**
     * Trains from the step after the optimizer's last one to the end.
     *
     * @param queries one or more, each with a label
     * @param listener told of each step, in its order
     * @throws VizslaException {@code TRAINING_DIVERGED} if a loss or a gradient is not a finite number
     */
    public void train(List<LabeledQuery> queries, Consumer<StepReport> listener) {
        long steps = options.steps(queries.size());
        int perEpoch = Math.ceilDiv(queries.size(), options.batch());
        List<LabeledQuery> order = List.of();
        for (long step = optimizer.steps(); step < steps; step++) {
            long epoch = step / perEpoch;
            int at = (int) (step % perEpoch) * options.batch();
            if (at == 0 || order.isEmpty()) {
                order = shuffled(queries, epoch);
            }
            List<LabeledQuery> batch = order.subList(at, Math.min(order.size(), at + options.batch()));
            listener.accept(step(batch, step, steps));
        }
    }

    /** The order depends on nothing but the seed and the epoch, so that a run can be taken up anywhere. */
    private List<LabeledQuery> shuffled(List<LabeledQuery> queries, long epoch) {
        List<LabeledQuery> order = new ArrayList<>(queries);
        Collections.shuffle(order, new Random(mixed(epoch)));
        return order;
    }

    private long mixed(long index) {
        return new SplittableRandom(options.seed() * 31 + index).nextLong();
    }

    private StepReport step(List<LabeledQuery> batch, long step, long steps) {
        try (PointerScope scope = new PointerScope()) {
            int[] places = passages.choose(labeled(batch), options.passages(), new SplittableRandom(mixed(~step)));
            LabeledVectors vectors = new BatchLabels(batch, places)
                    .with(
                            encoder.encode(
                                    batch.stream().map(LabeledQuery::tokens).toList()),
                            passages.vectors(places));
            Tensor loss = objective.loss(vectors);
            double value = finite("loss", loss.item_double(), step);
            loss.backward();
            double gradient = finite("gradient", optimizer.clip(options.clip()), step);
            optimizer.step(options.learningRate().at(step, steps));
            long tokens =
                    batch.stream().mapToLong(query -> query.tokens().length).sum();
            return new StepReport(step + 1, steps, value, gradient, tokens);
        }
    }

    private static Set<Integer> labeled(List<LabeledQuery> batch) {
        Set<Integer> labeled = new HashSet<>();
        for (LabeledQuery query : batch) {
            labeled.addAll(query.gains().keySet());
            labeled.addAll(query.teacher().keySet());
        }
        return labeled;
    }

    private static double finite(String what, double value, long step) {
        if (!Double.isFinite(value)) {
            throw VizslaException.of(
                    ErrorCode.TRAINING_DIVERGED,
                    "The " + what + " of step " + (step + 1) + " is " + value
                            + "; the learning rate may be too high or a label not a number");
        }
        return value;
    }

    /**
     * Keeps the run as it stands between two steps, so that it can be taken up there.
     *
     * @param fingerprint of all that the run depends on: data, settings, model
     * @throws VizslaException {@code INTERNAL} if the disk fails; an older checkpoint is then still there
     */
    public void keep(Path file, long fingerprint) {
        Checkpoint.write(file, fingerprint, weights, optimizer);
    }

    /**
     * Takes up a run that was kept.
     *
     * @return whether there was one with this fingerprint, undamaged; if not, nothing has changed
     */
    public boolean resume(Path file, long fingerprint) {
        return Checkpoint.read(file, fingerprint, weights, optimizer);
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
