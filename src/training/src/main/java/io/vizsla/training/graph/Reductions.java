package io.vizsla.training.graph;

import static java.util.Map.entry;

import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operators that make one number of many. */
final class Reductions {

    static final Map<String, Operator> OPERATORS = Map.ofEntries(
            entry("ReduceMean", reduce((x, axes, keep) -> x.mean(axes, keep, new ScalarTypeOptional()))),
            entry("ReduceSum", reduce((x, axes, keep) -> x.sum(axes, keep, new ScalarTypeOptional()))),
            entry("ReduceMax", reduce((x, axes, keep) -> x.amax(axes, keep))),
            entry("ReduceMin", reduce((x, axes, keep) -> x.amin(axes, keep))),
            entry("ReduceL2", reduce(Reductions::norm)),
            entry("ReduceProd", reduce(Reductions::product)),
            entry("CumSum", Operator.tensor(call -> torch.cumsum(call.tensor(0), call.wholes(1)[0]))),
            entry("Softmax", Operator.tensor(call -> torch.softmax(call.tensor(0), axis(call)))),
            entry("LogSoftmax", Operator.tensor(call -> torch.log_softmax(call.tensor(0), axis(call)))));

    private Reductions() {}

    @FunctionalInterface
    private interface Reduction {
        Tensor apply(Tensor x, long[] axes, boolean keep);
    }

    private static Operator reduce(Reduction reduction) {
        return Operator.tensor(call -> {
            Tensor x = call.tensor(0);
            long[] axes = call.axes(1);
            boolean keep = call.node().number("keepdims", 1) != 0;
            if (axes == null && call.node().number("noop_with_empty_axes", 0) != 0) {
                return new Tensor(x);
            }
            return reduction.apply(
                    x, axes == null ? LongStream.range(0, x.dim()).toArray() : axes, keep);
        });
    }

    private static Tensor norm(Tensor x, long[] axes, boolean keep) {
        return torch.sqrt(torch.mul(x, x).sum(axes, keep, new ScalarTypeOptional()));
    }

    private static Tensor product(Tensor x, long[] axes, boolean keep) {
        Tensor result = x;
        long[] sorted = LongStream.of(axes)
                .map(axis -> axis < 0 ? axis + x.dim() : axis)
                .sorted()
                .toArray();
        for (int i = sorted.length - 1; i >= 0; i--) {
            result = result.prod(sorted[i], keep, new ScalarTypeOptional());
        }
        return result;
    }

    /** The last axis unless one is given; before version 13 the second, which no exporter left out. */
    private static long axis(Call call) {
        return call.node().number("axis", call.opset() < 13 ? 1 : -1);
    }
}
