package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import org.jspecify.annotations.Nullable;

/**
 * A product {@code x W} with constant weights, or {@code x W + b} where a constant bias is added to it.
 *
 * @param node the product
 * @param weights W, {@code float[rows][width]}
 * @param sum the node that adds the bias, null if none is added
 * @param bias b, {@code float[width]}, null if none is added
 */
record Product(
        NodeProto node,
        TensorProto weights,
        @Nullable NodeProto sum,
        @Nullable TensorProto bias) {

    /** What products have in common that can be computed as one. */
    record Kind(String input, long rows, boolean biased) {}

    Kind kind() {
        return new Kind(node.getInput(0), weights.getDims(0), bias != null);
    }

    /** Returns the name of the product before its bias is added. */
    String raw() {
        return node.getOutput(0);
    }

    /** Returns the name of the result. */
    String result() {
        return sum == null ? raw() : sum.getOutput(0);
    }

    /** Returns how many columns the result has. */
    long width() {
        return weights.getDims(1);
    }
}
