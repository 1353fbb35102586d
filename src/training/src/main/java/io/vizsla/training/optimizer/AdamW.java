package io.vizsla.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam with decoupled weight decay (arXiv 1711.05101): each weight moves by the mean of its gradients over the root of
 * their squares' mean; matrices shrink a little, vectors such as biases and norms do not. Weights without a gradient, such
 * as frozen ones, stay as they are and take no memory.
 *
 * <p>Holds two numbers for each weight in libtorch's memory; close it to free them. Not safe for use by several threads.
 */
public final class AdamW implements AutoCloseable {

    private final AdamWOptions options;
    private final FusedAdamW fused;
    private final List<Moments> moments = new ArrayList<>();
    private long steps;

    /** m and v of the paper. */
    private record Moments(Tensor weight, Tensor mean, Tensor square) {}

    /** Makes an optimizer of weights that ask for gradients; they stay the caller's. */
    public AdamW(List<Tensor> weights, AdamWOptions options) {
        this.options = options;
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            this.fused = new FusedAdamW(options);
            weights.forEach(weight -> moments.add(new Moments(weight, nil(weight), nil(weight))));
        }
    }

    private static Tensor nil(Tensor weight) {
        Tensor tensor = torch.zeros_like(weight);
        tensor.retainReference();
        return tensor;
    }

    /** Moves the weights along their gradients, and forgets the gradients. */
    public void step(double learningRate) {
        steps++;
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            for (Moments one : moments) {
                Tensor gradient = one.weight().grad();
                if (gradient.defined()) {
                    step(one, gradient, learningRate);
                }
            }
            forgetGradients();
        }
    }

    private void step(Moments one, Tensor gradient, double learningRate) {
        double decay = one.weight().dim() > 1 ? options.weightDecay() : 0;
        fused.step(one.weight(), gradient, one.mean(), one.square(), steps, learningRate, decay);
    }

    /** Drops the gradients, and with them their memory. */
    private void forgetGradients() {
        moments.forEach(one -> one.weight().mutable_grad().reset());
    }

    /**
     * Shortens the gradients where all of them together are longer than wanted.
     *
     * @param most length that they may have, above 0
     * @return how long they were; not a number or infinite if a gradient is, and they are then left as they are
     */
    public double clip(double most) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            double squares = 0;
            for (Moments one : moments) {
                Tensor gradient = one.weight().grad();
                if (gradient.defined()) {
                    double length = gradient.norm().item_double();
                    squares += length * length;
                }
            }
            double length = Math.sqrt(squares);
            if (length > most && !Double.isInfinite(length)) {
                Scalar by = new Scalar(most / length);
                moments.stream()
                        .map(one -> one.weight().grad())
                        .filter(Tensor::defined)
                        .forEach(gradient -> gradient.mul_(by));
            }
            return length;
        }
    }

    /** Returns how many steps were taken. */
    public long steps() {
        return steps;
    }

    /** Returns the means and the squares, one after the other in the order of the weights: for a checkpoint. */
    public List<Tensor> state() {
        return moments.stream()
                .flatMap(one -> Stream.of(one.mean(), one.square()))
                .toList();
    }

    /** Goes on from a checkpoint whose {@link #state()} has been copied into this one's. */
    public void resume(long stepsTaken) {
        steps = stepsTaken;
    }

    @Override
    public void close() {
        state().forEach(Tensor::releaseReference);
        fused.close();
    }
}
