package io.vizsla.training.graph;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The operators that can be computed and trained through, by the name that the ONNX format gives them. */
final class Operators {

    private static final Map<String, Operator> ALL = all();

    private Operators() {}

    private static Map<String, Operator> all() {
        Map<String, Operator> all = new HashMap<>();
        all.putAll(Arithmetic.OPERATORS);
        all.putAll(Reductions.OPERATORS);
        all.putAll(Shapes.OPERATORS);
        all.putAll(Picking.OPERATORS);
        all.putAll(Layers.OPERATORS);
        return Map.copyOf(all);
    }

    /**
     * Returns what computes a step.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the operator if there is nothing
     */
    static Operator of(Node node) {
        Operator operator = ALL.get(node.operator());
        if (operator == null) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "operator of the step " + node.name(),
                    node.operator(),
                    "an operator that can be trained through: " + String.join(", ", names()));
        }
        return operator;
    }

    /** Returns the names in the format, sorted. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(ALL.keySet());
        names.removeIf(name -> name.startsWith(Fused.PREFIX));
        return names;
    }
}
