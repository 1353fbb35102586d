package io.vizsla.training.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Answers who makes a value of a graph, and what its constants are. */
final class NodeView {

    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, Value> constants;
    private final Set<String> parameters;

    NodeView(List<Node> nodes, Map<String, Value> constants, Set<String> parameters) {
        this.constants = constants;
        this.parameters = parameters;
        nodes.forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
    }

    /** Returns the step that makes a value, if it is of this kind. */
    Optional<Node> maker(String value, String operator) {
        return Optional.ofNullable(makers.get(value))
                .filter(node -> node.operator().equals(operator));
    }

    boolean isParameter(String value) {
        return parameters.contains(value);
    }

    /** Returns the only number of a constant. */
    Optional<Double> scalar(String name) {
        Value value = constants.get(name);
        if (value instanceof Value.Wholes wholes && wholes.wholes().length == 1) {
            return Optional.of((double) wholes.wholes()[0]);
        }
        return value instanceof Value.Native tensor && tensor.tensor().numel() == 1
                ? Optional.of(tensor.tensor().to(ScalarType.Double).item_double())
                : Optional.empty();
    }

    boolean isNumber(String name, double wanted, double tolerance) {
        return scalar(name)
                .filter(value -> Math.abs(value - wanted) <= tolerance)
                .isPresent();
    }
}
