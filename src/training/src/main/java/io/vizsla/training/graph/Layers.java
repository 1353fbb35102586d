package io.vizsla.training.graph;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Products of matrices and what layers are made of, single steps of the format and those that {@link Fusion} finds. */
final class Layers {

    static final Map<String, Operator> OPERATORS = Map.ofEntries(
            entry("MatMul", Operator.tensor(Layers::matMul)),
            entry("Gemm", Operator.tensor(Layers::gemm)),
            entry("LayerNormalization", Operator.tensor(Layers::layerNorm)),
            entry(Fused.LINEAR, Operator.tensor(Layers::linear)),
            entry(Fused.LAYER_NORM, Operator.tensor(Layers::layerNorm)),
            entry(Fused.GELU, Operator.tensor(call -> torch.gelu(call.tensor(0)))),
            entry(Fused.ATTENTION, Operator.tensor(Attention::of)));

    private static final double EPSILON = 1e-5;

    private Layers() {}

    private static Tensor matMul(Call call) {
        return updated(call, torch.matmul(call.computing(0), call.computing(1)));
    }

    private static Tensor updated(Call call, Tensor product) {
        LowRankUpdate update = call.update();
        return update == null ? product : update.added(product, call.computing(0), call.precision());
    }

    private static Tensor gemm(Call call) {
        Tensor a = turned(call, 0, "transA");
        Tensor b = turned(call, 1, "transB");
        Tensor product = scaled(torch.matmul(a, b), call.node().real("alpha", 1));
        return call.has(2)
                ? torch.add(product, scaled(call.computing(2), call.node().real("beta", 1)))
                : product;
    }

    private static Tensor turned(Call call, int place, String attribute) {
        Tensor x = call.computing(place);
        return call.node().number(attribute, 0) == 0 ? x : torch.transpose(x, 0, 1);
    }

    private static Tensor scaled(Tensor x, double by) {
        return by == 1 ? x : torch.mul(x, new Scalar(by));
    }

    /** The weight lies as {@code [in][out]}, libtorch's the other way around; the transposed view costs nothing. */
    private static Tensor linear(Call call) {
        Tensor weight = torch.transpose(call.computing(1), 0, 1);
        return updated(call, torch.linear(call.computing(0), weight, new TensorOptional(call.computing(2))));
    }

    private static Tensor layerNorm(Call call) {
        Tensor x = call.tensor(0);
        long axis = call.node().number("axis", -1);
        int from = Math.toIntExact(axis < 0 ? axis + x.dim() : axis);
        long[] over = Arrays.copyOfRange(Tensors.shape(x), from, Math.toIntExact(x.dim()));
        return torch.layer_norm(
                x,
                over,
                new TensorOptional(call.tensor(1)),
                call.has(2) ? new TensorOptional(call.tensor(2)) : new TensorOptional(),
                call.node().real("epsilon", EPSILON),
                true);
    }
}
