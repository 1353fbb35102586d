package io.vizsla.training.graph;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What is added to a weight {@code [in][out]} of a linear layer: {@code scale * down up} of arXiv 2106.09685, which writes
 * its matrices the other way around.
 *
 * @param down A of the paper, {@code [in][rank]}
 * @param up B of the paper, {@code [rank][out]}
 * @param scale alpha / r of the paper
 */
record LowRankUpdate(Tensor down, Tensor up, double scale) {

    /** Makes an update that changes nothing yet and asks for gradients; it is kept until {@link #free()}. */
    static LowRankUpdate of(Tensor weight, LowRankOptions options, SplittableRandom random) {
        try (PointerScope scope = new PointerScope()) {
            Tensor down = gaussian(weight.size(0), options.rank(), random).to(weight.device(), weight.scalar_type());
            Tensor up = torch.zeros(new long[] {options.rank(), weight.size(1)}, Tensors.FLOAT)
                    .to(weight.device(), weight.scalar_type());
            return new LowRankUpdate(kept(down), kept(up), options.alpha() / options.rank());
        }
    }

    /** Drawn so that what it makes of numbers of a deviation of 1 has a deviation of 1 again. */
    private static Tensor gaussian(long rows, int rank, SplittableRandom random) {
        float[] values = new float[Math.toIntExact(rows * rank)];
        double deviation = 1 / Math.sqrt(rows);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return Tensors.of(values, rows, rank);
    }

    private static Tensor kept(Tensor tensor) {
        tensor.retainReference();
        tensor.set_requires_grad(true);
        return tensor;
    }

    /** Returns a product to which what the update makes of its input is added. */
    Tensor added(Tensor product, Tensor input, ScalarType precision) {
        Tensor narrow = torch.matmul(input, Call.in(precision, down));
        Tensor wide = torch.matmul(narrow, Call.in(precision, up));
        return torch.add(product, wide, new Scalar(scale));
    }

    /** Returns a weight with the update in it. */
    Tensor merged(Tensor weight) {
        return torch.add(weight, torch.matmul(down, up), new Scalar(scale));
    }

    void free() {
        down.releaseReference();
        up.releaseReference();
    }
}
