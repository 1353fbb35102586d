package io.vizsla.training.graph;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Attention that {@link Fusion} found: {@code softmax(s q k' + m) v}.
 *
 * <p>Inputs {@code [batch][heads][tokens][width]}, the key turned or not, and what is added to the scores, if any.
 */
final class Attention {

    /** Far below all scores. The least of single precision would be infinite in 16 bits, and a row of those no number. */
    private static final double NEVER = -1e30;

    private Attention() {}

    static Tensor of(Call call) {
        boolean isShort = call.precision() == ScalarType.BFloat16;
        return isShort && !call.tensor(0).is_cuda() ? products(call) : whole(call, isShort);
    }

    /**
     * Product by product. libtorch's own attention on processors computes pieces that are too small for 16 bits to pay;
     * whole products take less time, for the memory of the scores.
     */
    private static Tensor products(Call call) {
        Tensor query = torch.mul(call.computing(0), new Scalar(scale(call)));
        Tensor scores = torch.matmul(query, isTurned(call) ? call.computing(1) : turned(call.computing(1)));
        if (call.has(3)) {
            scores = torch.add(scores, Call.in(call.precision(), torch.clamp_min(call.tensor(3), new Scalar(NEVER))));
        }
        return torch.matmul(torch.softmax(scores, -1), call.computing(2));
    }

    /** By libtorch's own, in single precision where 16 bits are asked for: the mask and the values have to be of one type. */
    private static Tensor whole(Call call, boolean isShort) {
        ScalarType type = isShort ? ScalarType.Float : call.precision();
        Tensor key = Call.in(type, call.tensor(1));
        return torch.scaled_dot_product_attention(
                Call.in(type, call.tensor(0)),
                isTurned(call) ? turned(key) : key,
                Call.in(type, call.tensor(2)),
                call.has(3) ? new TensorOptional(Call.in(type, call.tensor(3))) : new TensorOptional(),
                0.0,
                false,
                new DoubleOptional(scale(call)),
                false);
    }

    private static boolean isTurned(Call call) {
        return call.node().number(Fused.TURNED, 0) != 0;
    }

    private static Tensor turned(Tensor key) {
        return torch.transpose(key, -1, -2);
    }

    private static double scale(Call call) {
        return call.node().real(Fused.SCALE, 1);
    }
}
