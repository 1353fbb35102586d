package io.vizsla.testkit;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Writes the graph of a model of one layer, {@code states = tanh(table[input_ids] W)}, its weights inside or in a file
 * beside it.
 *
 * @param rows embeddings
 * @param dimension of the states
 * @param output name of the states
 * @param rank dimensions of the output: 3 for {@code [batch, tokens, dimension]}, 2 for the first of each text
 * @param data location of the weights as the graph names it, null for weights inside
 * @param opset version of the operators
 * @param twin name of a second output with the same numbers, null for none
 * @param states whether the states are an output beside vectors
 * @param half whether the weights are declared as 16 bits, for tests that look at a graph and do not run it
 */
public record TinyOnnx(
        long rows,
        int dimension,
        String output,
        int rank,
        @Nullable String data,
        int opset,
        @Nullable String twin,
        boolean states,
        boolean half) {

    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    private static final int FLOAT16 = TensorProto.DataType.FLOAT16_VALUE;
    private static final int INT64 = TensorProto.DataType.INT64_VALUE;

    /** Embeddings that are not nil; files with more have holes, which take no room on disk. */
    private static final int FILLED = 64;

    /** Returns the usual graph. */
    public static TinyOnnx of(long rows, int dimension) {
        return new TinyOnnx(rows, dimension, "last_hidden_state", 3, null, 13, null, false, false);
    }

    /** Returns a copy with its weights in a file. */
    public TinyOnnx withData(String location) {
        return new TinyOnnx(rows, dimension, output, rank, location, opset, twin, states, half);
    }

    /** Returns a copy with another output. */
    public TinyOnnx withOutput(String name, int newRank) {
        return new TinyOnnx(rows, dimension, name, newRank, data, opset, twin, states, half);
    }

    /** Returns a copy in an older or newer version of the operators. */
    public TinyOnnx withOpset(int newOpset) {
        return new TinyOnnx(rows, dimension, output, rank, data, newOpset, twin, states, half);
    }

    /** Returns a copy with a second output of this name. */
    public TinyOnnx withTwin(String name) {
        return new TinyOnnx(rows, dimension, output, rank, data, opset, name, states, half);
    }

    /** Returns a copy that gives vectors and, before them, the token states. */
    public TinyOnnx withStatesBeside(String vectors) {
        return new TinyOnnx(rows, dimension, vectors, 2, data, opset, twin, true, half);
    }

    /** Returns a copy whose weights are in 16 bits. It shows what it is made of; nobody should run it. */
    public TinyOnnx inHalfPrecision() {
        return new TinyOnnx(rows, dimension, output, rank, data, opset, twin, states, true);
    }

    /** Writes the graph, and its weights where they lie apart. */
    public Path write(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        float[] table = values(Math.toIntExact(data == null ? rows : Math.min(rows, FILLED)) * dimension, 1);
        float[] weights = values(dimension * dimension, 2);
        if (data != null) {
            writeData(file.resolveSibling(data), table, weights);
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value("input_ids", INT64, "batch", "tokens"))
                .addInput(value("attention_mask", INT64, "batch", "tokens"))
                .addInitializer(tensor("table", table, 0, rows, dimension))
                .addInitializer(tensor("W", weights, rows * dimension * Float.BYTES, dimension, dimension))
                .addNode(node("Gather", "x", "table", "input_ids"))
                .addNode(node("MatMul", "y", "x", "W"))
                .addNode(node("Tanh", rank == 3 ? output : "states", "y"));
        if (rank == 3) {
            graph.addOutput(value(output, FLOAT, "batch", "tokens", dimension));
        } else {
            if (states) {
                graph.addOutput(value("states", FLOAT, "batch", "tokens", dimension));
            }
            graph.addInitializer(first())
                    .addNode(node("Gather", output, "states", "first").toBuilder()
                            .addAttribute(secondAxis()))
                    .addOutput(value(output, FLOAT, "batch", dimension));
        }
        if (twin != null) {
            graph.addNode(node("Identity", twin, output))
                    .addOutput(graph.getOutput(0).toBuilder().setName(twin));
        }
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
        return Files.write(file, model.toByteArray());
    }

    private void writeData(Path file, float[] table, float[] weights) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(bytes(table));
            out.seek(rows * dimension * Float.BYTES);
            out.write(bytes(weights));
        }
    }

    private TensorProto tensor(String name, float[] values, long offset, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(half ? FLOAT16 : FLOAT);
        long count = 1;
        for (long dim : dims) {
            tensor.addDims(dim);
            count *= dim;
        }
        if (data == null) {
            return tensor.setRawData(ByteString.copyFrom(bytes(values))).build();
        }
        return tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", data))
                .addExternalData(entry("offset", String.valueOf(offset)))
                .addExternalData(entry("length", String.valueOf(count * Float.BYTES)))
                .build();
    }

    /** The index of a text's first token, a number and no list, so that the dimension of tokens goes. */
    private static TensorProto first() {
        return TensorProto.newBuilder()
                .setName("first")
                .setDataType(INT64)
                .addInt64Data(0)
                .build();
    }

    private static AttributeProto secondAxis() {
        return AttributeProto.newBuilder()
                .setName("axis")
                .setType(AttributeProto.AttributeType.INT)
                .setI(1)
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static float[] values(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static ValueInfoProto value(String name, int type, Object... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object dim : dims) {
            TensorShapeProto.Dimension.Builder one = shape.addDimBuilder();
            if (dim instanceof Integer number) {
                one.setDimValue(number);
            } else {
                one.setDimParam(dim.toString());
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }
}
