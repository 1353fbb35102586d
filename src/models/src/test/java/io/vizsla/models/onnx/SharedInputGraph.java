package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Builds a graph of products that read the same input: {@code h = relu(x)}, then {@code p = h Wp + bp} for each that is
 * added, all of which go on through a {@code Tanh} to an output.
 */
final class SharedInputGraph {

    static final int ROWS = 24;
    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

    private final Random random;
    private final int opset;

    /** What is built; tests may add to it. */
    final GraphProto.Builder graph = GraphProto.newBuilder()
            .setName("shared")
            .addInput(TinyGraph.value("x", FLOAT, "batch", "tokens", "h"))
            .addNode(TinyGraph.node("Relu", List.of("x"), "h"));

    SharedInputGraph(Random random, int opset) {
        this.random = random;
        this.opset = opset;
    }

    /** Adds {@code h W} with weights and an output of its own. */
    SharedInputGraph product(String name, int width) {
        return weights("W" + name, width).rawProduct(name, "W" + name).used(name);
    }

    /** Adds {@code h W + b} with constants and an output of its own. */
    SharedInputGraph biasedProduct(String name, int width) {
        return weights("W" + name, width).bias("b" + name, width).biasedProduct(name, "W" + name, "b" + name);
    }

    SharedInputGraph biasedProduct(String name, String weights, String bias) {
        rawProduct(name + "/raw", weights);
        // Exporters write the bias on either side.
        List<String> operands = random.nextBoolean() ? List.of(name + "/raw", bias) : List.of(bias, name + "/raw");
        graph.addNode(TinyGraph.node("Add", operands, name));
        return used(name);
    }

    SharedInputGraph rawProduct(String name, String weights) {
        graph.addNode(TinyGraph.node("MatMul", List.of("h", weights), name));
        return this;
    }

    SharedInputGraph used(String name) {
        graph.addNode(TinyGraph.node("Tanh", List.of(name), name + "/out"));
        return output(name + "/out");
    }

    SharedInputGraph output(String name) {
        graph.addOutput(TinyGraph.value(name, FLOAT, "batch", "tokens", name));
        return this;
    }

    SharedInputGraph weights(String name, int width) {
        graph.addInitializer(Matrix.tensor(name, values(ROWS * width), ROWS, width));
        return this;
    }

    SharedInputGraph bias(String name, int width) {
        graph.addInitializer(Matrix.tensor(name, values(width), width));
        return this;
    }

    ModelProto build() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
    }

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() / 8;
        }
        return values;
    }

    /** Returns every output of a model by its name, {@code float[batch][tokens][width]}. */
    static Map<String, float[][][]> run(ModelProto model, long seed) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, float[][][]> outputs = new TreeMap<>();
        try (OrtSession session = environment.createSession(model.toByteArray());
                OnnxTensor x = OnnxTensor.createTensor(environment, input(new Random(seed)));
                OrtSession.Result result = session.run(Map.of("x", x))) {
            for (Map.Entry<String, ?> output : result) {
                outputs.put(output.getKey(), (float[][][])
                        result.get(output.getKey()).orElseThrow().getValue());
            }
        }
        return outputs;
    }

    private static float[][][] input(Random random) {
        float[][][] x = new float[2][7][ROWS];
        for (float[][] text : x) {
            for (float[] token : text) {
                for (int i = 0; i < ROWS; i++) {
                    token[i] = (float) random.nextGaussian();
                }
            }
        }
        return x;
    }
}
