package io.vizsla.training.trainer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.optimizer.AdamW;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * What all training has in common: items in a shuffled order, batch by batch, a loss, its gradients shortened, weights
 * moved, progress told, the run kept and taken up again.
 *
 * <p>Equal seeds give equal weights on one thread. Each step's memory is freed at its end. Not safe for use by several
 * threads.
 */
public final class TrainingLoop implements AutoCloseable {

    private final List<Tensor> weights;
    private final TrainerOptions options;
    private final AdamW optimizer;

    /** What a batch costs. */
    public interface BatchLoss {

        /**
         * Returns the loss, a single number, in the pointer scope that is open.
         *
         * @param places of the batch's items
         * @param random of this step
         */
        Tensor of(List<Integer> places, SplittableRandom random);

        /** Adds the gradients of what {@link #of} returned to the weights. */
        default void backward(Tensor loss) {
            loss.backward();
        }

        /** Returns how many tokens the batch reads; 0 for what reads none. */
        default long tokens(List<Integer> places) {
            return 0;
        }
    }

    /** @param weights that move, in an order that a checkpoint relies on; they stay the caller's */
    public TrainingLoop(List<Tensor> weights, TrainerOptions options) {
        this.weights = List.copyOf(weights);
        this.options = options;
        this.optimizer = new AdamW(weights, options.optimizer());
    }

    /**
     * Trains from the step after the last one to the end.
     *
     * @param items how many there are to learn from
     * @param listener told of each step, in its order
     * @throws VizslaException {@code TRAINING_DIVERGED} if a loss or a gradient is not a finite number
     */
    public void train(int items, BatchLoss loss, Consumer<StepReport> listener) {
        long steps = options.steps(items);
        int perEpoch = Math.ceilDiv(items, options.batch());
        List<Integer> order = List.of();
        for (long step = optimizer.steps(); step < steps; step++) {
            long epoch = step / perEpoch;
            int at = (int) (step % perEpoch) * options.batch();
            if (at == 0 || order.isEmpty()) {
                order = shuffled(items, epoch);
            }
            List<Integer> batch = order.subList(at, Math.min(order.size(), at + options.batch()));
            listener.accept(step(batch, loss, step, steps));
        }
    }

    /** The order depends on nothing but the seed and the epoch, so that a run can be taken up anywhere. */
    private List<Integer> shuffled(int items, long epoch) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, items).boxed().toList());
        Collections.shuffle(order, new Random(mixed(epoch)));
        return order;
    }

    private long mixed(long index) {
        return new SplittableRandom(options.seed() * 31 + index).nextLong();
    }

    private StepReport step(List<Integer> batch, BatchLoss losses, long step, long steps) {
        try (PointerScope scope = new PointerScope()) {
            Tensor loss = losses.of(batch, new SplittableRandom(mixed(~step)));
            double value = finite("loss", loss.item_double(), step);
            losses.backward(loss);
            double gradient = finite("gradient", optimizer.clip(options.clip()), step);
            optimizer.step(options.learningRate().at(step, steps));
            return new StepReport(step + 1, steps, value, gradient, losses.tokens(batch));
        }
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
