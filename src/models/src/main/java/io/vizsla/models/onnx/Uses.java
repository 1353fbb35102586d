package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.Map;

/** Counts how often each value of a graph is used: by its nodes, by the graphs inside of them, and as an output. */
final class Uses {

    private final Map<String, Integer> counts = new HashMap<>();

    /** Counts the uses in a graph. */
    Uses(GraphProto graph) {
        add(graph);
    }

    /** Returns how many there are of a value, 0 if nobody wants it. */
    int of(String value) {
        return counts.getOrDefault(value, 0);
    }

    private void add(GraphProto graph) {
        graph.getNodeList().forEach(this::add);
        graph.getOutputList().forEach(output -> add(output.getName()));
    }

    private void add(NodeProto node) {
        node.getInputList().forEach(this::add);
        for (AttributeProto attribute : node.getAttributeList()) {
            // A branch or the body of a loop may read whatever stands outside of it.
            add(attribute.getG());
            attribute.getGraphsList().forEach(this::add);
        }
    }

    private void add(String value) {
        counts.merge(value, 1, Integer::sum);
    }
}
