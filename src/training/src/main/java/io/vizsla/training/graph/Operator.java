package io.vizsla.training.graph;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** What a step computes. Tensors that it makes belong to the pointer scope that is open; gradients flow through them. */
@FunctionalInterface
interface Operator {

    /** Returns the outputs, by place. */
    List<Value> apply(Call call);

    /** An operator with one output. */
    static Operator value(Function<Call, Value> function) {
        return call -> List.of(function.apply(call));
    }

    /** An operator with one output, a tensor. */
    static Operator tensor(Function<Call, Tensor> function) {
        return call -> List.of(new Value.Native(function.apply(call)));
    }

    /** An operator on each number. */
    static Operator each(UnaryOperator<Tensor> function) {
        return tensor(call -> function.apply(call.tensor(0)));
    }

    /** An operator on pairs of numbers, smaller tensors repeated as the format says. */
    static Operator pairs(BinaryOperator<Tensor> function) {
        return tensor(call -> {
            Tensor result = call.tensor(0);
            for (int place = 1; place < call.inputs().size(); place++) {
                result = function.apply(result, call.tensor(place));
            }
            return result;
        });
    }
}
