package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A step of a graph.
 *
 * @param name what the exporter called it
 * @param operator what it does; operators of ours begin with {@link Fused#PREFIX}
 * @param inputs names of the values that it takes; an empty one stands for an input left out
 * @param outputs names of the values that it gives
 * @param attributes its settings by name
 */
record Node(
        String name,
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, AttributeProto> attributes) {

    static Node of(NodeProto proto) {
        return new Node(
                proto.getName(),
                proto.getOpType(),
                List.copyOf(proto.getInputList()),
                List.copyOf(proto.getOutputList()),
                proto.getAttributeList().stream()
                        .collect(Collectors.toUnmodifiableMap(AttributeProto::getName, Function.identity())));
    }

    /** Returns the first output, which most steps have no second beside. */
    String output() {
        return outputs.getFirst();
    }

    /** Returns an input's name, empty if there is none at this place. */
    String input(int place) {
        return place < inputs.size() ? inputs.get(place) : "";
    }

    long number(String attribute, long absent) {
        AttributeProto found = attributes.get(attribute);
        return found == null ? absent : found.getI();
    }

    double real(String attribute, double absent) {
        AttributeProto found = attributes.get(attribute);
        return found == null ? absent : found.getF();
    }

    String text(String attribute, String absent) {
        AttributeProto found = attributes.get(attribute);
        return found == null ? absent : found.getS().toStringUtf8();
    }

    /** Returns a list of whole numbers, null if it is not given. */
    long @Nullable [] numbers(String attribute) {
        AttributeProto found = attributes.get(attribute);
        return found == null
                ? null
                : found.getIntsList().stream().mapToLong(Long::longValue).toArray();
    }

    @Nullable
    AttributeProto attribute(String attribute) {
        return attributes.get(attribute);
    }
}
