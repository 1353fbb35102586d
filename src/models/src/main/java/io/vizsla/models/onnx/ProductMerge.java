package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Computes products of the same input as one, such as the query, key and value of attention:
 * {@code q, k, v = Split(x [Wq Wk Wv] + [bq bk bv])}. One large product keeps several threads busier than three small
 * ones. With a scale for each column the 8-bit codes of the weights stay what they were, so the result does too.
 *
 * <p>The merged product stands where the first of its parts stood: all it needs besides the constants was there.
 */
final class ProductMerge {

    /** From here on the widths of a split are an input; before, they are an attribute. */
    private static final long SPLIT_BY_INPUT = 13;

    private final GraphProto source;
    private final GraphProto.Builder target;
    private final boolean splitByInput;
    private final Map<List<String>, String> joined = new HashMap<>();
    private final Set<String> replaced = new HashSet<>();

    private ProductMerge(GraphProto source, long opset) {
        this.source = source;
        this.target = source.toBuilder().clearNode();
        this.splitByInput = opset >= SPLIT_BY_INPUT;
    }

    /**
     * Returns the model with such products merged; the model itself if there are none.
     *
     * @param model written in opset 11 or later, where a split may count its axis from the end
     */
    static ModelProto merge(ModelProto model) {
        List<List<Product>> groups = Products.alike(model.getGraph());
        if (groups.isEmpty()) {
            return model;
        }
        GraphProto merged = new ProductMerge(model.getGraph(), Opset.of(model)).run(groups);
        return model.toBuilder().setGraph(merged).build();
    }

    private GraphProto run(List<List<Product>> groups) {
        Map<String, List<Product>> byFirst = new HashMap<>();
        Set<String> gone = new HashSet<>();
        for (List<Product> group : groups) {
            byFirst.put(group.getFirst().raw(), group);
            group.forEach(product -> gone.addAll(List.of(product.raw(), product.result())));
        }
        for (NodeProto node : source.getNodeList()) {
            List<Product> group = byFirst.get(node.getOutput(0));
            if (group != null) {
                merge(group);
            } else if (!gone.contains(node.getOutput(0))) {
                target.addNode(node);
            }
        }
        dropUnused();
        return target.build();
    }

    private void merge(List<Product> group) {
        String name = group.getFirst().result() + "/merged";
        String weights =
                join(name + "/weights", group.stream().map(Product::weights).toList());
        String result = name;
        add("MatMul", List.of(group.getFirst().kind().input(), weights), List.of(result));
        if (group.getFirst().kind().biased()) {
            List<TensorProto> parts = group.stream()
                    .map(product -> Objects.requireNonNull(product.bias()))
                    .toList();
            result = name + "/sum";
            add("Add", List.of(name, join(name + "/bias", parts)), List.of(result));
        }
        split(result, group);
    }

    /** Puts constants side by side and returns the name; layers that share their constants share these too. */
    private String join(String name, List<TensorProto> parts) {
        List<String> names = parts.stream().map(TensorProto::getName).toList();
        replaced.addAll(names);
        return joined.computeIfAbsent(names, any -> {
            target.addInitializer(Matrix.sideBySide(name, parts));
            return name;
        });
    }

    private void split(String value, List<Product> group) {
        List<Long> widths = group.stream().map(Product::width).toList();
        List<String> inputs = new ArrayList<>(List.of(value));
        AttributeProto axis = attribute("axis")
                .setType(AttributeProto.AttributeType.INT)
                .setI(-1)
                .build();
        NodeProto.Builder split = add(
                        "Split", inputs, group.stream().map(Product::result).toList())
                .addAttribute(axis);
        if (splitByInput) {
            target.addInitializer(wholes(value + "/widths", widths));
            split.addInput(value + "/widths");
        } else {
            split.addAttribute(attribute("split")
                    .setType(AttributeProto.AttributeType.INTS)
                    .addAllInts(widths));
        }
    }

    private NodeProto.Builder add(String operator, List<String> inputs, List<String> outputs) {
        return target.addNodeBuilder()
                .setName(outputs.getFirst() + "/" + operator)
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs);
    }

    /** Leaves out the constants that were joined, but for those that somebody else uses. */
    private void dropUnused() {
        Uses uses = new Uses(target.buildPartial());
        List<TensorProto> kept = target.getInitializerList().stream()
                .filter(tensor -> !replaced.contains(tensor.getName()) || uses.of(tensor.getName()) > 0)
                .toList();
        target.clearInitializer().addAllInitializer(kept);
    }

    private static AttributeProto.Builder attribute(String name) {
        return AttributeProto.newBuilder().setName(name);
    }

    private static TensorProto wholes(String name, List<Long> values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values.stream().mapToLong(Long::longValue).toArray());
        return Matrix.tensor(name, TensorProto.DataType.INT64_VALUE, ByteString.copyFrom(bytes), values.size());
    }
}
