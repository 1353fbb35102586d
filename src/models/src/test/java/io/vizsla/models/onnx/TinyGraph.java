package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Random;

/**
 * A graph with one of each that quantization meets: {@code x = table[ids]; a = x W1; b = x W2; y = a b^T}: a lookup, two
 * products that share their input, and a product without constants.
 */
final class TinyGraph {

    static final int WORDS = 50;
    static final int WIDTH = 16;
    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

    private TinyGraph() {}

    /** Returns the graph; the columns of the weights differ in size by a factor of 1,000. */
    static ModelProto of(Random random, int opset) {
        GraphProto graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value("ids", TensorProto.DataType.INT64_VALUE, "n"))
                .addInitializer(Matrix.tensor("table", values(random, WORDS, 1), WORDS, WIDTH))
                .addInitializer(Matrix.tensor("W1", values(random, WIDTH, 1000), WIDTH, WIDTH))
                .addInitializer(Matrix.tensor("W2", values(random, WIDTH, 1000), WIDTH, WIDTH))
                .addNode(node("Gather", List.of("table", "ids"), "x"))
                .addNode(node("MatMul", List.of("x", "W1"), "a"))
                .addNode(node("MatMul", List.of("x", "W2"), "b"))
                .addNode(node("Transpose", List.of("b"), "bt"))
                .addNode(node("MatMul", List.of("a", "bt"), "y"))
                .addOutput(value("x", FLOAT, "n", "d"))
                .addOutput(value("a", FLOAT, "n", "d"))
                .addOutput(value("y", FLOAT, "n", "m"))
                .build();
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
    }

    private static float[] values(Random random, int rows, double span) {
        float[] values = new float[rows * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(span, (double) (i % WIDTH) / WIDTH));
        }
        return values;
    }

    static NodeProto node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    static ValueInfoProto value(String name, int type, String... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dim : dims) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }
}
