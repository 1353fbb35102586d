package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the table that {@code input_ids} are looked up in, through the steps that only change the ids' shape or type and
 * those that only change the table's number format.
 */
final class EmbeddingRows {

    private static final Set<String> SAME_IDS =
            Set.of("Cast", "Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Expand");
    private static final Set<String> SAME_ROWS = Set.of("Cast", "Identity", "DequantizeLinear", "Mul");
    private static final Set<String> LOOKUPS = Set.of("Gather", "GatherBlockQuantized");
    private static final String FUSED = "EmbedLayerNormalization";

    private final Map<String, Long> rows = new HashMap<>();
    private final Set<String> ids = new HashSet<>(Set.of("input_ids"));
    private long least = Long.MAX_VALUE;

    private EmbeddingRows() {}

    /** Returns the rows of the smallest such table, empty if there is none. */
    static OptionalLong of(GraphProto graph) {
        EmbeddingRows search = new EmbeddingRows();
        graph.getInitializerList().forEach(tensor -> search.constant(tensor.getName(), tensor));
        // Steps stand in the order in which they can be done.
        graph.getNodeList().forEach(search::step);
        return search.least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(search.least);
    }

    private void constant(String name, TensorProto tensor) {
        if (tensor.getDimsCount() >= 2) {
            rows.put(name, tensor.getDims(0));
        }
    }

    private void step(NodeProto node) {
        String operator = node.getOpType();
        if (node.getOutputCount() == 0) {
            return;
        }
        if (operator.equals("Constant")) {
            GraphView.attribute(node, "value").ifPresent(value -> constant(node.getOutput(0), value.getT()));
        } else if (SAME_IDS.contains(operator) && ids.contains(input(node, 0))) {
            ids.add(node.getOutput(0));
        } else if (LOOKUPS.contains(operator) && alongRows(node) && ids.contains(input(node, 1))) {
            found(input(node, 0));
        } else if (operator.equals(FUSED) && ids.contains(input(node, 0))) {
            found(input(node, 2));
        }
        Long same = SAME_ROWS.contains(operator) ? rows.get(input(node, 0)) : null;
        if (same != null) {
            rows.put(node.getOutput(0), same);
        }
    }

    private static String input(NodeProto node, int index) {
        return index < node.getInputCount() ? node.getInput(index) : "";
    }

    private static boolean alongRows(NodeProto node) {
        return node.getAttributeList().stream().noneMatch(a -> a.getName().equals("axis") && a.getI() != 0);
    }

    private void found(String table) {
        Long count = rows.get(table);
        if (count != null) {
            least = Math.min(least, count);
        }
    }
}
