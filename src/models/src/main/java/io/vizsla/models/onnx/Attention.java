package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;

/**
 * The attention of one layer as exporters spell it out: {@code softmax(q k^T / s + mask) v} with heads that are split off
 * by reshaping and transposing.
 *
 * @param query, key, value the names of {@code float[batch][tokens][heads * width]}
 * @param mask name of what is added to the scores
 * @param heads how many
 * @param scale what the scores are multiplied by
 * @param output name of the result, in the form of the query
 */
record Attention(String query, String key, String value, String mask, long heads, double scale, String output) {

    private static final List<Long> SWAP = List.of(0L, 2L, 1L, 3L);
    private static final List<Long> SWAP_AND_TURN = List.of(0L, 2L, 3L, 1L);
    private static final int LAST_AXIS = 3;
    private static final int HEADS_AXIS = 2;

    /** Input of a layer, cut into heads. */
    private record Heads(String input, long count) {}

    private record Scores(NodeProto product, double scale, String mask) {}

    /** Returns the attention around a softmax, empty if what stands there is anything else. */
    static Optional<Attention> around(NodeProto softmax, GraphView graph) {
        if (axis(softmax) != LAST_AXIS && axis(softmax) != -1) {
            return Optional.empty();
        }
        return scores(softmax.getInput(0), graph).flatMap(scores -> of(scores, softmax, graph));
    }

    private static Optional<Attention> of(Scores scores, NodeProto softmax, GraphView graph) {
        Optional<Heads> query = heads(scores.product().getInput(0), SWAP, graph);
        Optional<Heads> key = heads(scores.product().getInput(1), SWAP_AND_TURN, graph);
        Optional<NodeProto> context = graph.user(softmax.getOutput(0), "MatMul");
        Optional<Heads> value = context.flatMap(product -> heads(product.getInput(1), SWAP, graph));
        Optional<String> output = context.flatMap(product -> graph.user(product.getOutput(0), "Transpose"))
                .filter(node -> SWAP.equals(permutation(node)))
                .flatMap(node -> graph.user(node.getOutput(0), "Reshape"))
                .map(node -> node.getOutput(0));
        if (query.isEmpty() || key.isEmpty() || value.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        long heads = query.get().count();
        if (heads < 1 || heads != key.get().count() || heads != value.get().count()) {
            return Optional.empty();
        }
        return Optional.of(new Attention(
                query.get().input(),
                key.get().input(),
                value.get().input(),
                scores.mask(),
                heads,
                scores.scale(),
                output.get()));
    }

    private static Optional<Scores> scores(String value, GraphView graph) {
        return graph.maker(value, "Add").flatMap(add -> scores(add.getInput(0), add.getInput(1), graph)
                .or(() -> scores(add.getInput(1), add.getInput(0), graph)));
    }

    private static Optional<Scores> scores(String scaled, String mask, GraphView graph) {
        Optional<Scores> divided = graph.maker(scaled, "Div")
                .flatMap(div -> graph.scalar(div.getInput(1)).flatMap(by -> graph.maker(div.getInput(0), "MatMul")
                        .map(product -> new Scores(product, 1 / by, mask))));
        return divided.or(() -> graph.maker(scaled, "Mul").flatMap(mul -> graph.scalar(mul.getInput(1))
                .flatMap(by -> graph.maker(mul.getInput(0), "MatMul").map(product -> new Scores(product, by, mask)))));
    }

    private static Optional<Heads> heads(String value, List<Long> permutation, GraphView graph) {
        return graph.maker(value, "Transpose")
                .filter(node -> permutation.equals(permutation(node)))
                .flatMap(node -> graph.maker(node.getInput(0), "Reshape"))
                .flatMap(reshape ->
                        headCount(reshape.getInput(1), graph).map(count -> new Heads(reshape.getInput(0), count)));
    }

    /** Returns the third number of a shape, which is a constant or joined from parts. */
    private static Optional<Long> headCount(String shape, GraphView graph) {
        Optional<Long> whole =
                graph.wholes(shape).filter(list -> list.size() == LAST_AXIS + 1).map(list -> list.get(HEADS_AXIS));
        return whole.or(() -> graph.maker(shape, "Concat")
                .filter(concat -> concat.getInputCount() == LAST_AXIS + 1)
                .flatMap(concat -> graph.wholes(concat.getInput(HEADS_AXIS)))
                .filter(list -> list.size() == 1)
                .map(List::getFirst));
    }

    private static List<Long> permutation(NodeProto transpose) {
        return GraphView.attribute(transpose, "perm")
                .map(AttributeProto::getIntsList)
                .orElse(List.of());
    }

    private static long axis(NodeProto softmax) {
        return GraphView.attribute(softmax, "axis").map(AttributeProto::getI).orElse(-1L);
    }
}
