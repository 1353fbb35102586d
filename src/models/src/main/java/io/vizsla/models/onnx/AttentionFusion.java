package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts ONNX Runtime's own attention operator where a graph spells attention out. The operator never writes the matrix of
 * scores to memory, but only if there is no mask. So each layer asks whether the batch is padded at all and computes with
 * the mask only then: {@code If(min(attention_mask) = 1, Attention(q, k, v), Attention(q, k, v, attention_mask))}.
 *
 * <p>A layer is rewritten only if it looks exactly like {@link Attention} and its mask is made of the graph's
 * {@code attention_mask} in the usual way, {@code (1 - attention_mask) * large negative number}. Everything else stays.
 */
final class AttentionFusion {

    private static final String MASK_INPUT = "attention_mask";
    private static final String DOMAIN = "com.microsoft";
    private static final String UNPADDED = "vizsla/unpadded";
    private static final String MASK = "vizsla/mask";
    private static final double LARGE = -10_000;

    private final GraphProto source;
    private final GraphView view;

    private AttentionFusion(GraphProto source) {
        this.source = source;
        this.view = new GraphView(source);
    }

    /** Returns the model with its attention fused; the model itself if there is nothing to fuse. */
    static ModelProto fuse(ModelProto model) {
        GraphProto graph = new AttentionFusion(model.getGraph()).run();
        if (graph == model.getGraph()) {
            return model;
        }
        ModelProto.Builder fused = model.toBuilder().setGraph(graph);
        if (model.getOpsetImportList().stream().noneMatch(id -> id.getDomain().equals(DOMAIN))) {
            fused.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(DOMAIN).setVersion(1));
        }
        return fused.build();
    }

    private GraphProto run() {
        Map<String, Attention> byOutput = new HashMap<>();
        for (NodeProto node : source.getNodeList()) {
            if (node.getOpType().equals("Softmax")) {
                Attention.around(node, view)
                        .filter(attention -> isPaddingMask(attention.mask()))
                        .ifPresent(attention -> byOutput.put(attention.output(), attention));
            }
        }
        return byOutput.isEmpty() ? source : rewrite(byOutput);
    }

    private boolean isPaddingMask(String mask) {
        return view.maker(mask, "Mul")
                .filter(mul ->
                        view.scalar(mul.getInput(1)).filter(by -> by <= LARGE).isPresent())
                .flatMap(mul -> view.maker(mul.getInput(0), "Sub"))
                .filter(sub ->
                        view.scalar(sub.getInput(0)).filter(one -> one == 1).isPresent())
                .filter(sub -> isMaskInput(sub.getInput(1)))
                .isPresent();
    }

    /** Tells whether a value is the graph's mask, but for its shape and type. */
    private boolean isMaskInput(String value) {
        String at = value;
        for (boolean moved = true; moved && !at.equals(MASK_INPUT); ) {
            String here = at;
            at = view.maker(here, "Cast")
                    .or(() -> view.maker(here, "Unsqueeze"))
                    .map(node -> node.getInput(0))
                    .orElse(here);
            moved = !at.equals(here);
        }
        return at.equals(MASK_INPUT);
    }

    private GraphProto rewrite(Map<String, Attention> byOutput) {
        List<NodeProto> nodes = new ArrayList<>(maskNodes());
        for (NodeProto node : source.getNodeList()) {
            Attention attention = byOutput.get(node.getOutput(0));
            nodes.add(attention == null ? node : either(attention));
        }
        return source.toBuilder().clearNode().addAllNode(live(nodes)).build();
    }

    private static List<NodeProto> maskNodes() {
        return List.of(
                node("ReduceMin", List.of(MASK_INPUT), UNPADDED + "/least")
                        .addAttribute(number("keepdims", 0))
                        .build(),
                node("Cast", List.of(UNPADDED + "/least"), UNPADDED)
                        .addAttribute(number("to", TensorProto.DataType.BOOL_VALUE))
                        .build(),
                node("Cast", List.of(MASK_INPUT), MASK)
                        .addAttribute(number("to", TensorProto.DataType.INT32_VALUE))
                        .build());
    }

    private static NodeProto either(Attention attention) {
        return node("If", List.of(UNPADDED), attention.output())
                .addAttribute(branch("then_branch", attention, List.of()))
                .addAttribute(branch("else_branch", attention, List.of("", MASK)))
                .build();
    }

    /** Returns one way to compute the attention; {@code more} inputs are no bias and the mask. */
    private static AttributeProto branch(String name, Attention attention, List<String> more) {
        List<String> inputs = new ArrayList<>(List.of(attention.query(), attention.key(), attention.value()));
        inputs.addAll(more);
        String output = attention.output() + "/" + name;
        NodeProto node = node("MultiHeadAttention", inputs, output)
                .setDomain(DOMAIN)
                .addAttribute(number("num_heads", attention.heads()))
                .addAttribute(real("scale", attention.scale()))
                .addAttribute(real("mask_filter_value", -Float.MAX_VALUE))
                .build();
        ValueInfoProto type = ValueInfoProto.newBuilder()
                .setName(output)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE)))
                .build();
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.GRAPH)
                .setG(GraphProto.newBuilder().setName(output).addNode(node).addOutput(type))
                .build();
    }

    /** Returns the nodes that an output of the graph needs, in their order. */
    private List<NodeProto> live(List<NodeProto> nodes) {
        Set<String> needed = new HashSet<>();
        source.getOutputList().forEach(output -> needed.add(output.getName()));
        List<NodeProto> kept = new ArrayList<>();
        for (NodeProto node : nodes.reversed()) {
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                kept.add(node);
                needed.addAll(node.getInputList());
                node.getAttributeList()
                        .forEach(attribute ->
                                attribute.getG().getNodeList().forEach(inner -> needed.addAll(inner.getInputList())));
            }
        }
        return kept.reversed();
    }

    private static NodeProto.Builder node(String operator, List<String> inputs, String output) {
        return NodeProto.newBuilder()
                .setName(output + "/" + operator)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output);
    }

    private static AttributeProto number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto real(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }
}
