package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers who makes a value of a graph, who uses it, and what its constants are. */
final class GraphView {

    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, List<NodeProto>> users = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();

    GraphView(GraphProto graph) {
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(name -> makers.put(name, node));
            node.getInputList().forEach(name -> users.computeIfAbsent(name, any -> new ArrayList<>())
                    .add(node));
            if (node.getOpType().equals("Constant")) {
                attribute(node, "value").ifPresent(value -> constants.put(node.getOutput(0), value.getT()));
            }
        }
    }

    /** Returns the node that makes a value, if it is of this kind. */
    Optional<NodeProto> maker(String value, String operator) {
        return Optional.ofNullable(makers.get(value))
                .filter(node -> node.getOpType().equals(operator));
    }

    /** Returns the only node of this kind that uses a value. */
    Optional<NodeProto> user(String value, String operator) {
        List<NodeProto> found = users.getOrDefault(value, List.of()).stream()
                .filter(node -> node.getOpType().equals(operator))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Returns the value of a constant with one element. */
    Optional<Double> scalar(String name) {
        TensorProto tensor = constants.get(name);
        return tensor == null ? Optional.empty() : Tensors.scalar(tensor);
    }

    /** Returns the elements of a constant of whole numbers. */
    Optional<List<Long>> wholes(String name) {
        TensorProto tensor = constants.get(name);
        return tensor == null ? Optional.empty() : Tensors.wholes(tensor);
    }

    static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }
}
