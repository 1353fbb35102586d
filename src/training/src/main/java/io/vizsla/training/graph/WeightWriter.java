package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Writes trained weights into the graph that they came from: the same steps, the same names, other numbers. */
final class WeightWriter {

    private WeightWriter() {}

    /** Writes a copy of a graph with these weights, each in the number format that it had. */
    static void write(Path source, Map<String, Tensor> weights, Path target) throws IOException {
        ModelProto model = GraphFile.read(source).model();
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto old = graph.getInitializer(i);
            Tensor weight = weights.get(old.getName());
            if (weight != null) {
                graph.setInitializer(i, replaced(old, weight));
            }
        }
        try (OutputStream out = Files.newOutputStream(target)) {
            model.toBuilder().setGraph(graph).build().writeTo(out);
        }
    }

    private static TensorProto replaced(TensorProto old, Tensor weight) {
        try (PointerScope scope = new PointerScope()) {
            return TensorProto.newBuilder()
                    .setName(old.getName())
                    .setDataType(old.getDataType())
                    .addAllDims(old.getDimsList())
                    .setRawData(bytes(Tensors.floats(weight), old.getDataType()))
                    .build();
        }
    }

    private static ByteString bytes(float[] values, int type) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * width(type)).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case DataType.FLOAT_VALUE -> bytes.putFloat(value);
                case DataType.DOUBLE_VALUE -> bytes.putDouble(value);
                case DataType.FLOAT16_VALUE -> bytes.putShort(Float.floatToFloat16(value));
                default -> bytes.putShort(brain(value));
            }
        }
        return UnsafeByteOperations.unsafeWrap(bytes.flip());
    }

    private static int width(int type) {
        return switch (type) {
            case DataType.FLOAT_VALUE -> Float.BYTES;
            case DataType.DOUBLE_VALUE -> Double.BYTES;
            default -> Short.BYTES;
        };
    }

    /** Returns the upper half of a number, rounded to the nearest, to the even one of two. */
    private static short brain(float value) {
        int bits = Float.floatToRawIntBits(value);
        int rounding = 0x7FFF + (bits >>> Short.SIZE & 1);
        return (short) ((Float.isNaN(value) ? bits : bits + rounding) >>> Short.SIZE);
    }
}
