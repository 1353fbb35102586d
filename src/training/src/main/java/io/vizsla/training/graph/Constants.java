package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Reads the numbers that a graph holds, in whichever of its forms the format keeps them. */
final class Constants {

    private Constants() {}

    /** Returns the value of a constant: whole numbers stay Java's, everything else is a tensor. */
    static Value value(TensorProto proto, String where) {
        ScalarType type = Types.of(proto.getDataType(), where);
        long[] shape = shape(proto);
        if (type == ScalarType.Float) {
            return new Value.Native(Tensors.of(floats(proto), shape));
        }
        Value.Wholes wholes = new Value.Wholes(wholes(proto), shape);
        return type == ScalarType.Bool ? new Value.Native(wholes.tensor().to(ScalarType.Bool)) : wholes;
    }

    static long[] shape(TensorProto proto) {
        return proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    static int count(TensorProto proto) {
        return Math.toIntExact(LongStream.of(shape(proto)).reduce(1, (a, b) -> a * b));
    }

    /** Returns floating numbers of any width in single precision. */
    static float[] floats(TensorProto proto) {
        int count = count(proto);
        float[] values = new float[count];
        ByteBuffer raw = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        boolean inRaw = raw.hasRemaining();
        for (int i = 0; i < count; i++) {
            values[i] = switch (proto.getDataType()) {
                case DataType.FLOAT_VALUE -> inRaw ? raw.getFloat() : proto.getFloatData(i);
                case DataType.DOUBLE_VALUE -> (float) (inRaw ? raw.getDouble() : proto.getDoubleData(i));
                case DataType.FLOAT16_VALUE ->
                    Float.float16ToFloat(inRaw ? raw.getShort() : (short) proto.getInt32Data(i));
                default -> Float.intBitsToFloat((inRaw ? raw.getShort() : proto.getInt32Data(i)) << Short.SIZE);
            };
        }
        return values;
    }

    private static long[] wholes(TensorProto proto) {
        int count = count(proto);
        ByteBuffer raw = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        boolean inRaw = raw.hasRemaining();
        return IntStream.range(0, count)
                .mapToLong(i -> switch (proto.getDataType()) {
                    case DataType.INT64_VALUE -> inRaw ? raw.getLong() : proto.getInt64Data(i);
                    case DataType.INT32_VALUE -> inRaw ? raw.getInt() : proto.getInt32Data(i);
                    case DataType.BOOL_VALUE -> inRaw ? raw.get() : proto.getInt32Data(i);
                    default ->
                        throw VizslaException.of(
                                ErrorCode.INVALID_MODEL,
                                "The constant " + proto.getName() + " is in a format that is not read");
                })
                .toArray();
    }
}
