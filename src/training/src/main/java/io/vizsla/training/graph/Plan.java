package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which a graph is computed.
 *
 * @param steps in an order that can be computed
 * @param gone by step: the values that no later step needs
 * @param constants that are not trained, by name
 * @param parameters floating weights as the file holds them, by name, in its order
 * @param inputs names of what must be given
 * @param outputs names of what comes out
 * @param opset version of the operators
 */
record Plan(
        List<Node> steps,
        List<List<String>> gone,
        Map<String, Value> constants,
        Map<String, TensorProto> parameters,
        List<String> inputs,
        List<String> outputs,
        long opset) {

    /** Plans a graph; checks that every operator in it is known. */
    static Plan of(GraphFile file, boolean isFused) {
        GraphProto graph = file.graph();
        Map<String, Value> constants = new HashMap<>();
        Map<String, TensorProto> parameters = new LinkedHashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            if (Types.isFloating(tensor.getDataType()) && tensor.getDimsCount() > 0) {
                parameters.put(tensor.getName(), tensor);
            } else {
                constants.put(tensor.getName(), Constants.value(tensor, tensor.getName()));
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (NodeProto proto : graph.getNodeList()) {
            Node node = Node.of(proto);
            AttributeProto value = node.attribute("value");
            if (node.operator().equals("Constant") && value != null) {
                constants.put(node.output(), Constants.value(value.getT(), node.name()));
            } else {
                nodes.add(node);
            }
        }
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        List<Node> steps = isFused
                ? Fusion.fuse(nodes, constants, parameters.keySet(), Set.copyOf(outputs))
                : Fusion.live(nodes, Set.copyOf(outputs));
        steps.forEach(Operators::of);
        List<String> inputs = graph.getInputList().stream()
                .map(ValueInfoProto::getName)
                .filter(name -> !parameters.containsKey(name) && !constants.containsKey(name))
                .toList();
        return new Plan(steps, gone(steps, outputs), constants, parameters, inputs, outputs, file.opset());
    }

    /** Returns the plan with its constants on a device. */
    Plan on(ComputeDevice device) {
        Map<String, Value> placed = new HashMap<>();
        constants.forEach((name, value) -> placed.put(name, device.place(value)));
        return new Plan(steps, gone, placed, parameters, inputs, outputs, opset);
    }

    private static List<List<String>> gone(List<Node> steps, List<String> outputs) {
        Set<String> needed = new HashSet<>(outputs);
        List<List<String>> gone = new ArrayList<>();
        for (Node step : steps.reversed()) {
            List<String> last = new ArrayList<>();
            step.outputs().stream().filter(name -> !needed.contains(name)).forEach(last::add);
            step.inputs().stream().filter(needed::add).forEach(last::add);
            gone.add(List.copyOf(last));
        }
        return gone.reversed();
    }
}
