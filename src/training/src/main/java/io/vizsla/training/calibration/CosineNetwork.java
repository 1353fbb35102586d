package io.vizsla.training.calibration;

import io.vizsla.training.graph.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A {@link CosineAdapter} while it is trained, in libtorch's memory. It begins as one line for all queries: the weights of
 * its last layer are 0. Close it to free them.
 */
final class CosineNetwork implements AutoCloseable {

    private final Form form;
    private final List<Tensor> weights = new ArrayList<>();

    /**
     * @param dimension of the queries
     * @param line from {@code sgn(x) |x|^k}, k as the form begins, to the logit
     */
    CosineNetwork(int dimension, CalibrationOptions options, LogisticLine line) {
        this.form = options.form();
        weights.add(trained(random(options.hidden(), dimension, options.seed())));
        weights.add(trained(new float[1][options.hidden()]));
        weights.add(trained(new float[CosineAdapter.OUT][options.hidden()]));
        weights.add(trained(new float[][] {start(line)}));
    }

    /** A query has length 1, so that what it gives a hidden unit deviates by about 1. */
    private static float[][] random(int hidden, int dimension, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[hidden][dimension];
        for (float[] row : rows) {
            for (int j = 0; j < dimension; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    /** A line that does not rise is begun at the flattest that does. */
    private static float[] start(LogisticLine line) {
        double slope = Math.max(line.slope(), Math.exp(-CosineAdapter.REACH));
        return new float[] {(float) Math.log(slope), (float) (-line.offset() / slope), 0};
    }

    private static Tensor trained(float[][] rows) {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = Tensors.of(rows);
            tensor.set_requires_grad(true);
            tensor.retainReference();
            return tensor;
        }
    }

    /** Returns the weights in a fixed order; they belong to the network. */
    List<Tensor> weights() {
        return weights;
    }

    /**
     * Returns F of each pair, {@code [pairs]}, in the pointer scope that is open.
     *
     * @param queries {@code [queries][dimension]}
     * @param rows {@code [pairs]}, the query of each pair
     * @param cosines {@code [pairs]}
     */
    Tensor logits(Tensor queries, Tensor rows, Tensor cosines) {
        Tensor states = torch.tanh(layer(queries, 0));
        Tensor numbers = torch.index_select(layer(states, 2), 0, rows);
        Tensor scale = torch.exp(within(numbers.select(1, 0)));
        Tensor powers = torch.mul(torch.sign(cosines), torch.pow(cosines.abs(), exponents(numbers)));
        return torch.mul(scale, torch.sub(powers, numbers.select(1, 1)));
    }

    private Tensor layer(Tensor input, int at) {
        return torch.add(torch.matmul(input, weights.get(at).t()), weights.get(at + 1));
    }

    private Tensor exponents(Tensor numbers) {
        Tensor raw = numbers.select(1, 2);
        return form.isLearned()
                ? torch.mul(torch.sigmoid(within(raw)), new Scalar(2.0))
                : torch.full_like(raw.detach(), new Scalar(form.exponent()));
    }

    private static Tensor within(Tensor numbers) {
        return torch.clamp(
                numbers,
                new ScalarOptional(new Scalar(-CosineAdapter.REACH)),
                new ScalarOptional(new Scalar(CosineAdapter.REACH)));
    }

    /** Returns what it has learned so far, as plain numbers. */
    CosineAdapter plain() {
        return new CosineAdapter(form, rows(0), rows(1)[0], rows(2), rows(3)[0]);
    }

    private float[][] rows(int at) {
        try (PointerScope scope = new PointerScope()) {
            float[] all = Tensors.floats(weights.get(at));
            int width = (int) weights.get(at).size(1);
            float[][] rows = new float[all.length / width][];
            Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * width, (i + 1) * width));
            return rows;
        }
    }

    @Override
    public void close() {
        weights.forEach(Tensor::releaseReference);
    }
}
