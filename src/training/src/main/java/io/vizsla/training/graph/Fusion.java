package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what exporters spell out in small steps and libtorch does in one: affine layers, layer norms, GELU, attention. One
 * step keeps fewer values for the gradients and reads memory once. Values that something else still uses are computed as
 * before, so that a wrong guess about their use costs time and changes nothing.
 */
final class Fusion {

    private static final double HALF = 0.5;
    private static final double SLACK = 1e-4;

    private final NodeView view;

    private Fusion(NodeView view) {
        this.view = view;
    }

    /** Returns the steps that the outputs need, fused where they can be, in an order that can be computed. */
    static List<Node> fuse(
            List<Node> nodes, Map<String, Value> constants, Set<String> parameters, Set<String> outputs) {
        Fusion fusion = new Fusion(new NodeView(nodes, constants, parameters));
        return live(nodes.stream().map(fusion::fused).toList(), outputs);
    }

    /** Returns the steps that the outputs need. */
    static List<Node> live(List<Node> nodes, Set<String> outputs) {
        Set<String> needed = new HashSet<>(outputs);
        List<Node> kept = new ArrayList<>();
        for (Node node : nodes.reversed()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                kept.add(node);
                needed.addAll(node.inputs());
            }
        }
        return kept.reversed();
    }

    private Node fused(Node node) {
        return switch (node.operator()) {
            case "Add" ->
                layerNorm(node)
                        .or(() -> linear(node, 0, 1))
                        .or(() -> linear(node, 1, 0))
                        .orElse(node);
            case "Mul" -> gelu(node).orElse(node);
            case "MatMul" -> new AttentionPattern(view).of(node).orElse(node);
            default -> node;
        };
    }

    private Optional<Node> linear(Node add, int product, int bias) {
        if (!view.isParameter(add.input(bias))) {
            return Optional.empty();
        }
        return view.maker(add.input(product), "MatMul")
                .filter(matMul -> view.isParameter(matMul.input(1)))
                .map(matMul ->
                        step(add, Fused.LINEAR, List.of(matMul.input(0), matMul.input(1), add.input(bias)), Map.of()));
    }

    /** {@code (x - mean(x)) / sqrt(mean((x - mean(x))^2) + epsilon) * weight + bias}. */
    private Optional<Node> layerNorm(Node add) {
        for (int bias = 0; bias < 2; bias++) {
            String biasName = add.input(bias);
            Optional<Node> scaled =
                    view.isParameter(biasName) ? view.maker(add.input(1 - bias), "Mul") : Optional.empty();
            for (int weight = 0; scaled.isPresent() && weight < 2; weight++) {
                String weightName = scaled.get().input(weight);
                Optional<Node> quotient = view.isParameter(weightName)
                        ? view.maker(scaled.get().input(1 - weight), "Div")
                        : Optional.empty();
                Optional<Node> found = quotient.flatMap(div -> layerNorm(add, div, weightName, biasName));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Node> layerNorm(Node add, Node div, String weight, String bias) {
        String centered = div.input(0);
        Optional<Node> sum = view.maker(div.input(1), "Sqrt").flatMap(root -> view.maker(root.input(0), "Add"));
        Optional<Double> epsilon = sum.flatMap(node -> view.scalar(node.input(1)));
        Optional<String> input = view.maker(centered, "Sub").flatMap(this::centeredInput);
        boolean isVariance = sum.flatMap(node -> view.maker(node.input(0), "ReduceMean"))
                .filter(this::isOverLastAxis)
                .filter(mean -> isSquare(mean.input(0), centered))
                .isPresent();
        if (epsilon.isEmpty() || input.isEmpty() || !isVariance) {
            return Optional.empty();
        }
        return Optional.of(step(
                add,
                Fused.LAYER_NORM,
                List.of(input.get(), weight, bias),
                Map.of("epsilon", Attributes.real("epsilon", epsilon.get()))));
    }

    private Optional<String> centeredInput(Node sub) {
        return view.maker(sub.input(1), "ReduceMean")
                .filter(this::isOverLastAxis)
                .filter(mean -> mean.input(0).equals(sub.input(0)))
                .map(mean -> sub.input(0));
    }

    private boolean isSquare(String value, String of) {
        boolean isPower = view.maker(value, "Pow")
                .filter(pow -> pow.input(0).equals(of) && view.isNumber(pow.input(1), 2, 0))
                .isPresent();
        return isPower
                || view.maker(value, "Mul")
                        .filter(mul -> mul.input(0).equals(of) && mul.input(1).equals(of))
                        .isPresent();
    }

    private boolean isOverLastAxis(Node mean) {
        long[] axes = mean.numbers("axes");
        boolean isLast = axes == null ? view.isNumber(mean.input(1), -1, 0) : axes.length == 1 && axes[0] == -1;
        return isLast && mean.number("keepdims", 1) != 0;
    }

    /** {@code x * (erf(x / sqrt(2)) + 1) * 0.5}, multiplied in any order. */
    private Optional<Node> gelu(Node mul) {
        List<String> factors = factors(mul);
        Optional<String> half =
                factors.stream().filter(name -> view.isNumber(name, HALF, 0)).findFirst();
        if (factors.size() != 3 || half.isEmpty()) {
            return Optional.empty();
        }
        for (String gate : factors) {
            Optional<String> input = gateInput(gate);
            if (input.isPresent() && factors.contains(input.get())) {
                return Optional.of(step(mul, Fused.GELU, List.of(input.get()), Map.of()));
            }
        }
        return Optional.empty();
    }

    private List<String> factors(Node mul) {
        List<String> factors = new ArrayList<>();
        boolean isOpened = false;
        for (String input : mul.inputs()) {
            Optional<Node> inner = isOpened ? Optional.empty() : view.maker(input, "Mul");
            isOpened |= inner.isPresent();
            inner.ifPresentOrElse(node -> factors.addAll(node.inputs()), () -> factors.add(input));
        }
        return factors;
    }

    private Optional<String> gateInput(String gate) {
        return view.maker(gate, "Add")
                .filter(add -> view.isNumber(add.input(1), 1, 0) || view.isNumber(add.input(0), 1, 0))
                .flatMap(add -> view.maker(add.input(0), "Erf").or(() -> view.maker(add.input(1), "Erf")))
                .flatMap(erf -> halved(erf.input(0)));
    }

    /** Returns what is divided by the root of two. */
    private Optional<String> halved(String value) {
        return view.maker(value, "Div")
                .filter(div -> view.isNumber(div.input(1), Math.sqrt(2), SLACK))
                .or(() -> view.maker(value, "Mul").filter(mul -> view.isNumber(mul.input(1), Math.sqrt(HALF), SLACK)))
                .map(node -> node.input(0));
    }

    static Node step(Node root, String operator, List<String> inputs, Map<String, AttributeProto> attributes) {
        return new Node(root.name(), operator, inputs, root.outputs(), attributes);
    }
}
