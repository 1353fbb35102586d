package io.vizsla.training.graph;

import static java.util.Map.entry;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Operators that pick some of the numbers, or make new ones. */
final class Picking {

    static final Map<String, Operator> OPERATORS = Map.ofEntries(
            entry("Gather", Operator.value(Picking::gather)),
            entry("GatherElements", Operator.tensor(Picking::gatherElements)),
            entry("Slice", Operator.value(Picking::slice)),
            entry("Trilu", Operator.tensor(Picking::triangle)),
            entry("Range", Operator.value(Picking::range)),
            entry("ConstantOfShape", Operator.value(Picking::constant)));

    private Picking() {}

    private static Value gather(Call call) {
        long axis = call.node().number("axis", 0);
        Value.Wholes from = call.host(0);
        Value.Wholes at = call.host(1);
        if (from != null && at != null && from.shape().length == 1) {
            int length = from.wholes().length;
            long[] picked = LongStream.of(at.wholes())
                    .map(i -> from.wholes()[(int) (i < 0 ? i + length : i)])
                    .toArray();
            return new Value.Wholes(picked, at.shape());
        }
        return new Value.Native(at != null && at.isScalar() ? one(call, at.wholes()[0], axis) : some(call, axis));
    }

    private static Tensor one(Call call, long index, long axis) {
        return call.tensor(0).select(axis, index);
    }

    /** Rows of a table, the first axis, come with a gradient of their own. */
    private static Tensor some(Call call, long axis) {
        Tensor table = call.tensor(0);
        Tensor at = call.tensor(1);
        if (axis == 0 && table.dim() == 2) {
            return torch.embedding(table, positive(at, table.size(0)));
        }
        long along = axis < 0 ? axis + table.dim() : axis;
        Tensor flat =
                torch.index_select(table, along, positive(at, table.size(along)).reshape(-1));
        long[] shape = LongStream.concat(
                        LongStream.concat(
                                Arrays.stream(Tensors.shape(table), 0, (int) along), Arrays.stream(Tensors.shape(at))),
                        Arrays.stream(Tensors.shape(table), (int) along + 1, (int) table.dim()))
                .toArray();
        return flat.reshape(shape);
    }

    private static Tensor positive(Tensor index, long length) {
        Tensor whole = Call.in(ScalarType.Long, index);
        return torch.where(torch.lt(whole, new Scalar(0L)), torch.add(whole, new Scalar(length)), whole);
    }

    private static Tensor gatherElements(Call call) {
        long axis = call.node().number("axis", 0);
        Tensor from = call.tensor(0);
        return torch.gather(from, axis, positive(call.tensor(1), from.size(axis)));
    }

    private static Value slice(Call call) {
        long[] starts = call.wholes(1);
        long[] ends = call.wholes(2);
        long[] axes = call.has(3)
                ? call.wholes(3)
                : LongStream.range(0, starts.length).toArray();
        long[] steps = call.has(4)
                ? call.wholes(4)
                : LongStream.generate(() -> 1).limit(starts.length).toArray();
        Value.Wholes host = call.host(0);
        if (host != null && host.shape().length == 1 && starts.length == 1) {
            return Value.Wholes.list(indices(host.wholes().length, starts[0], ends[0], steps[0])
                    .map(i -> host.wholes()[(int) i])
                    .toArray());
        }
        Tensor x = call.tensor(0);
        for (int i = 0; i < starts.length; i++) {
            x = slice(x, axes[i], starts[i], ends[i], steps[i]);
        }
        return new Value.Native(x);
    }

    private static Tensor slice(Tensor x, long axis, long start, long end, long step) {
        long length = x.size(axis);
        long from = bound(start, length, step);
        long to = bound(end, length, step);
        if (step == 1) {
            return x.narrow(axis, from, Math.max(0, to - from));
        }
        Tensor places = new Value.Wholes(indices(length, start, end, step).toArray(), new long[] {-1}).tensor();
        return torch.index_select(x, axis, places.to(x.device(), ScalarType.Long));
    }

    private static LongStream indices(long length, long start, long end, long step) {
        long from = bound(start, length, step);
        long to = bound(end, length, step);
        return LongStream.iterate(from, i -> step > 0 ? i < to : i > to, i -> i + step);
    }

    /** Places are counted from the end if below 0, and clamped to what there is. */
    private static long bound(long place, long length, long step) {
        long absolute = place < 0 ? place + length : place;
        return step > 0 ? Math.clamp(absolute, 0, length) : Math.clamp(absolute, -1, length - 1);
    }

    private static Tensor triangle(Call call) {
        long diagonal = call.has(1) ? call.wholes(1)[0] : 0;
        Tensor x = call.tensor(0);
        return call.node().number("upper", 1) == 0 ? torch.tril(x, diagonal) : torch.triu(x, diagonal);
    }

    private static Value range(Call call) {
        Value.Wholes start = call.host(0);
        Value.Wholes limit = call.host(1);
        Value.Wholes step = call.host(2);
        if (start != null && limit != null && step != null) {
            long by = step.wholes()[0];
            long end = limit.wholes()[0];
            return Value.Wholes.list(LongStream.iterate(start.wholes()[0], i -> by > 0 ? i < end : i > end, i -> i + by)
                    .toArray());
        }
        return new Value.Native(torch.arange(
                call.tensor(0).item(), call.tensor(1).item(), call.tensor(2).item()));
    }

    private static Value constant(Call call) {
        long[] shape = call.wholes(0);
        AttributeProto value = call.node().attribute("value");
        if (value == null) {
            return new Value.Native(torch.zeros(shape, Tensors.FLOAT));
        }
        TensorProto one = value.getT();
        Value element = Constants.value(one, call.node().name());
        if (element instanceof Value.Wholes whole && shape.length == 1) {
            long[] all = new long[Math.toIntExact(shape[0])];
            Arrays.fill(all, whole.wholes()[0]);
            return Value.Wholes.list(all);
        }
        return new Value.Native(
                element.tensor().reshape(new long[0]).expand(shape).contiguous());
    }
}
