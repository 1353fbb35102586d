package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recognizes {@code softmax(q k^T * scale + mask) v}, the scores scaled before or after the product. */
record AttentionPattern(NodeView view) {

    private static final List<Long> LAST_AXES = List.of(-1L, 3L);

    /** What stands before the softmax. */
    private record Scores(String query, String key, double scale, String mask) {}

    /** Returns the attention whose last step is a product, empty if it is any other product. */
    Optional<Node> of(Node product) {
        return view.maker(product.input(0), "Softmax")
                .filter(softmax -> LAST_AXES.contains(softmax.number("axis", -1)))
                .flatMap(softmax -> scores(softmax.input(0)))
                .map(scores -> attention(product, scores));
    }

    private static Node attention(Node product, Scores scores) {
        List<String> inputs = new ArrayList<>(List.of(scores.query(), scores.key(), product.input(1)));
        if (!scores.mask().isEmpty()) {
            inputs.add(scores.mask());
        }
        Map<String, AttributeProto> attributes = Map.of(
                Fused.SCALE, Attributes.real(Fused.SCALE, scores.scale()),
                Fused.TURNED, Attributes.number(Fused.TURNED, 1));
        return Fusion.step(product, Fused.ATTENTION, inputs, attributes);
    }

    private Optional<Scores> scores(String value) {
        Optional<Node> add = view.maker(value, "Add");
        if (add.isEmpty()) {
            return scaled(value, "");
        }
        return scaled(add.get().input(0), add.get().input(1))
                .or(() -> scaled(add.get().input(1), add.get().input(0)));
    }

    private Optional<Scores> scaled(String value, String mask) {
        Optional<Scores> divided = view.maker(value, "Div")
                .flatMap(div -> view.scalar(div.input(1)).flatMap(by -> product(div.input(0), 1 / by, mask)));
        return divided.or(() -> view.maker(value, "Mul")
                        .flatMap(mul -> view.scalar(mul.input(1)).flatMap(by -> product(mul.input(0), by, mask))))
                .or(() -> product(value, 1, mask));
    }

    private Optional<Scores> product(String value, double scale, String mask) {
        return view.maker(value, "MatMul").map(node -> new Scores(node.input(0), node.input(1), scale, mask));
    }
}
