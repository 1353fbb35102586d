package io.vizsla.training.graph;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A step with the values that it takes.
 *
 * @param node the step
 * @param inputs by place; null where one is left out
 * @param precision what products of matrices are computed in
 * @param opset version of the operators
 * @param device that it is computed on
 * @param update that stands beside the weight of a linear layer; null if there is none
 */
record Call(
        Node node,
        List<@Nullable Value> inputs,
        ScalarType precision,
        long opset,
        ComputeDevice device,
        @Nullable LowRankUpdate update) {

    /** Tells whether an input is given. */
    boolean has(int place) {
        return place < inputs.size() && inputs.get(place) != null;
    }

    Value value(int place) {
        Value value = place < inputs.size() ? inputs.get(place) : null;
        if (value == null) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL,
                    "The step " + node.name() + " (" + node.operator() + ") lacks its input " + place);
        }
        return value;
    }

    /** Returns an input as a tensor on the device. */
    Tensor tensor(int place) {
        return device.place(value(place).tensor());
    }

    long[] wholes(int place) {
        return value(place).wholes();
    }

    /** Returns an input in the precision of products. */
    Tensor computing(int place) {
        return in(precision, tensor(place));
    }

    /** Returns the input as whole numbers of Java's if it is that already, else null. */
    Value.@Nullable Wholes host(int place) {
        return has(place) && value(place) instanceof Value.Wholes wholes ? wholes : null;
    }

    /**
     * Returns the axes that a step works on: newer versions of the format take them as an input, older ones as an
     * attribute; null if neither names any.
     */
    long @Nullable [] axes(int place) {
        long[] axes = has(place) ? wholes(place) : node.numbers("axes");
        return axes == null || axes.length == 0 ? null : axes;
    }

    static Tensor in(ScalarType type, Tensor tensor) {
        return tensor.scalar_type() == type ? tensor : tensor.to(type);
    }
}
