package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes the 8-bit sibling of a graph in single precision. Weights get signed codes with one scale for each output
 * channel (a column of a product, a row of an embedding table); what flows into a product is quantized as it comes, with
 * one scale for the batch. Everything else stays as it was, and so do products whose weights are no constant.
 *
 * <p>Signed codes are what ONNX Runtime's kernels for VNNI compute fastest; on processors without VNNI they can overflow,
 * so whoever runs the graph looks whether it computes the same there.
 *
 * <p>A product {@code y = x W} becomes
 * {@code xq, sx, zx = DynamicQuantizeLinear(x); y = Cast(MatMulInteger(xq, Wq, zx)) * (sx * sW)}, the form that ONNX
 * Runtime recognizes and computes in one step.
 */
final class DynamicQuantizer {

    private static final int LEAST_OPSET = 11;

    private final GraphProto source;
    private final GraphProto.Builder target;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, TensorProto> added = new HashMap<>();
    private final Set<String> quantizedInputs = new HashSet<>();

    private DynamicQuantizer(GraphProto source) {
        this.source = source;
        this.target = source.toBuilder().clearNode().clearInitializer();
        source.getInitializerList().stream()
                .filter(Matrix::is)
                .forEach(tensor -> constants.put(tensor.getName(), tensor));
        // An initializer that is an input as well may be given by the caller, so it is no constant.
        source.getInputList().stream().map(ValueInfoProto::getName).forEach(constants::remove);
    }

    /** Returns the model in 8 bits. */
    static ModelProto quantize(ModelProto model) {
        return model.toBuilder()
                .setGraph(new DynamicQuantizer(model.getGraph()).run())
                .build();
    }

    /**
     * Checks that a model is written in operators that can be quantized.
     *
     * @throws VizslaException {@code INVALID_MODEL} if it is older
     */
    static void check(String name, ModelProto model) {
        long opset = model.getOpsetImportList().stream()
                .filter(id -> id.getDomain().isEmpty() || id.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElse(0);
        if (opset < LEAST_OPSET) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, name + " opset", opset, "at least " + LEAST_OPSET);
        }
    }

    private GraphProto run() {
        for (NodeProto node : source.getNodeList()) {
            if (isProduct(node)) {
                product(node);
            } else if (isLookup(node)) {
                lookup(node);
            } else {
                target.addNode(node);
            }
        }
        Set<String> used = usedNames();
        for (TensorProto tensor : source.getInitializerList()) {
            if (used.contains(tensor.getName())) {
                target.addInitializer(tensor);
            }
        }
        added.values().stream()
                .sorted(Comparator.comparing(TensorProto::getName))
                .forEach(target::addInitializer);
        return target.build();
    }

    private Set<String> usedNames() {
        Set<String> used = new HashSet<>();
        target.getNodeList().forEach(node -> used.addAll(node.getInputList()));
        target.getOutputList().forEach(output -> used.add(output.getName()));
        target.getInputList().forEach(input -> used.add(input.getName()));
        return used;
    }

    private boolean isProduct(NodeProto node) {
        return node.getOpType().equals("MatMul") && constants.containsKey(node.getInput(1));
    }

    private boolean isLookup(NodeProto node) {
        return node.getOpType().equals("Gather")
                && constants.containsKey(node.getInput(0))
                && node.getAttributeList().stream().noneMatch(a -> a.getName().equals("axis") && a.getI() != 0);
    }

    private void product(NodeProto node) {
        String x = node.getInput(0);
        String weights = node.getInput(1);
        String y = node.getOutput(0);
        if (quantizedInputs.add(x)) {
            add("DynamicQuantizeLinear", List.of(x), List.of(codes(x), scale(x), zero(x)));
        }
        quantizeColumns(weights);
        add("MatMulInteger", List.of(codes(x), codes(weights), zero(x), zero(weights)), List.of(y + "/integer"));
        cast(y + "/integer", y + "/float");
        add("Mul", List.of(scale(x), scale(weights)), List.of(y + "/step"));
        add("Mul", List.of(y + "/float", y + "/step"), List.of(y));
    }

    private void lookup(NodeProto node) {
        String table = node.getInput(0);
        String ids = node.getInput(1);
        String y = node.getOutput(0);
        quantizeRows(table);
        add("Gather", List.of(codes(table), ids), List.of(y + "/integer"));
        add("Gather", List.of(scale(table), ids), List.of(y + "/step"));
        cast(y + "/integer", y + "/float");
        add("Mul", List.of(y + "/float", y + "/step"), List.of(y));
    }

    private void quantizeColumns(String name) {
        if (added.containsKey(codes(name))) {
            return;
        }
        Matrix matrix = constant(name);
        Matrix.Quantized quantized = matrix.byColumn();
        addCodes(name, matrix, quantized.codes());
        put(Matrix.tensor(scale(name), quantized.scales(), matrix.columns()));
        put(Matrix.tensor(
                zero(name),
                TensorProto.DataType.INT8_VALUE,
                ByteString.copyFrom(new byte[matrix.columns()]),
                matrix.columns()));
    }

    private void quantizeRows(String name) {
        if (added.containsKey(codes(name))) {
            return;
        }
        Matrix matrix = constant(name);
        Matrix.Quantized quantized = matrix.byRow();
        addCodes(name, matrix, quantized.codes());
        put(Matrix.tensor(scale(name), quantized.scales(), matrix.rows(), 1));
    }

    private Matrix constant(String name) {
        return Matrix.of(Objects.requireNonNull(constants.get(name)));
    }

    private void addCodes(String name, Matrix matrix, ByteString codes) {
        put(Matrix.tensor(codes(name), TensorProto.DataType.INT8_VALUE, codes, matrix.rows(), matrix.columns()));
    }

    private void put(TensorProto tensor) {
        added.put(tensor.getName(), tensor);
    }

    private void cast(String from, String to) {
        target.addNode(node("Cast", List.of(from), List.of(to))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(TensorProto.DataType.FLOAT_VALUE)));
    }

    private void add(String operator, List<String> inputs, List<String> outputs) {
        target.addNode(node(operator, inputs, outputs));
    }

    private static NodeProto.Builder node(String operator, List<String> inputs, List<String> outputs) {
        return NodeProto.newBuilder()
                .setName(outputs.get(0) + "/" + operator)
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs);
    }

    private static String codes(String name) {
        return name + "/codes";
    }

    private static String scale(String name) {
        return name + "/scale";
    }

    private static String zero(String name) {
        return name + "/zero";
    }
}
