package io.vizsla.training.graph;

import static java.util.Map.entry;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Operators that arrange numbers anew and compute nothing. */
final class Shapes {

    static final Map<String, Operator> OPERATORS = Map.ofEntries(
            entry("Shape", Operator.value(Shapes::shape)),
            entry("Reshape", Operator.tensor(Shapes::reshape)),
            entry("Flatten", Operator.tensor(Shapes::flatten)),
            entry("Transpose", Operator.tensor(Shapes::transpose)),
            entry("Unsqueeze", Operator.value(Shapes::unsqueeze)),
            entry("Squeeze", Operator.value(Shapes::squeeze)),
            entry("Expand", Operator.tensor(Shapes::expand)),
            entry("Tile", Operator.tensor(call -> call.tensor(0).repeat(call.wholes(1)))),
            entry("Concat", Operator.value(Shapes::concat)),
            entry("Split", Shapes::split));

    private Shapes() {}

    private static Value shape(Call call) {
        long[] shape = call.value(0).shape();
        int from = place(call.node().number("start", 0), shape.length);
        int to = place(call.node().number("end", shape.length), shape.length);
        return Value.Wholes.list(Arrays.copyOfRange(shape, from, Math.max(from, to)));
    }

    private static int place(long index, int length) {
        return (int) Math.clamp(index < 0 ? index + length : index, 0, length);
    }

    /** In the wanted shape 0 stands for the length that was, -1 for what is left. */
    private static Tensor reshape(Call call) {
        Tensor x = call.tensor(0);
        long[] wanted = call.wholes(1).clone();
        if (call.node().number("allowzero", 0) == 0) {
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = wanted[i] == 0 ? x.size(i) : wanted[i];
            }
        }
        return x.reshape(wanted);
    }

    private static Tensor flatten(Call call) {
        Tensor x = call.tensor(0);
        int axis = place(call.node().number("axis", 1), Math.toIntExact(x.dim()));
        long rows = 1;
        for (int i = 0; i < axis; i++) {
            rows *= x.size(i);
        }
        return x.reshape(rows, x.numel() / Math.max(1, rows));
    }

    private static Tensor transpose(Call call) {
        Tensor x = call.tensor(0);
        long[] order = call.node().numbers("perm");
        return x.permute(
                order == null
                        ? LongStream.iterate(x.dim() - 1, i -> i - 1)
                                .limit(x.dim())
                                .toArray()
                        : order);
    }

    private static Value unsqueeze(Call call) {
        long[] axes = axes(call);
        Value.Wholes host = call.host(0);
        if (host != null && host.isScalar() && axes.length == 1) {
            return Value.Wholes.list(host.wholes()[0]);
        }
        Tensor x = call.tensor(0);
        long rank = x.dim() + axes.length;
        for (long axis :
                LongStream.of(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray()) {
            x = x.unsqueeze(axis);
        }
        return new Value.Native(x);
    }

    private static long[] axes(Call call) {
        long[] axes = call.axes(1);
        if (axes == null) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, "The step " + call.node().name() + " names no axes");
        }
        return axes;
    }

    private static Value squeeze(Call call) {
        long[] axes = call.axes(1);
        Value.Wholes host = call.host(0);
        if (host != null && host.wholes().length == 1) {
            return Value.Wholes.scalar(host.wholes()[0]);
        }
        Tensor x = call.tensor(0);
        return new Value.Native(axes == null ? x.squeeze() : x.squeeze(axes));
    }

    /** Both sides may be the longer one. */
    private static Tensor expand(Call call) {
        Tensor x = call.tensor(0);
        long[] wanted = call.wholes(1).clone();
        int missing = wanted.length - Math.toIntExact(x.dim());
        for (int i = Math.max(0, missing); i < wanted.length; i++) {
            wanted[i] = wanted[i] == 1 ? x.size(i - missing) : wanted[i];
        }
        return torch.broadcast_to(x, wanted);
    }

    private static Value concat(Call call) {
        if (call.inputs().stream()
                .allMatch(value -> value instanceof Value.Wholes whole && whole.shape().length == 1)) {
            return Value.Wholes.list(call.inputs().stream()
                    .flatMapToLong(value -> value == null ? LongStream.empty() : LongStream.of(value.wholes()))
                    .toArray());
        }
        TensorVector parts = new TensorVector();
        for (int i = 0; i < call.inputs().size(); i++) {
            parts.push_back(call.tensor(i));
        }
        return new Value.Native(torch.cat(parts, call.node().number("axis", 0)));
    }

    private static List<Value> split(Call call) {
        Tensor x = call.tensor(0);
        long axis = call.node().number("axis", 0);
        long[] lengths = call.has(1) ? call.wholes(1) : call.node().numbers("split");
        int count = call.node().outputs().size();
        long whole = x.size(axis);
        TensorVector parts = lengths == null ? x.split((whole + count - 1) / count, axis) : x.split(lengths, axis);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(new Value.Native(new Tensor(parts.get(i))));
        }
        return values;
    }
}
