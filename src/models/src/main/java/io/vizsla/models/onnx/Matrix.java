package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A constant of a graph with two dimensions in single precision.
 *
 * @param values {@code float[rows][columns]}, row-major
 */
record Matrix(int rows, int columns, FloatBuffer values) {

    private static final float LARGEST_CODE = 127;

    /** Codes of 8 bits with signs, and what a unit of them stands for in each column or row. */
    record Quantized(ByteString codes, float[] scales) {}

    static boolean is(TensorProto tensor) {
        return tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE
                && tensor.getDimsCount() == 2
                && tensor.getDataLocation() == TensorProto.DataLocation.DEFAULT
                && tensor.getDims(0) * tensor.getDims(1) > 0;
    }

    static Matrix of(TensorProto tensor) {
        FloatBuffer values = tensor.hasRawData()
                ? tensor.getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                : FloatBuffer.wrap(floats(tensor));
        return new Matrix((int) tensor.getDims(0), (int) tensor.getDims(1), values);
    }

    private static float[] floats(TensorProto tensor) {
        float[] values = new float[tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.getFloatData(i);
        }
        return values;
    }

    /** Gives each column a scale of its own: {@code value = code * scales[column]}. */
    Quantized byColumn() {
        float[] largest = new float[columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                largest[column] = Math.max(largest[column], Math.abs(values.get(row * columns + column)));
            }
        }
        float[] scales = scales(largest);
        byte[] codes = new byte[rows * columns];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code(values.get(i), scales[i % columns]);
        }
        return new Quantized(ByteString.copyFrom(codes), scales);
    }

    /** Gives each row a scale of its own: {@code value = code * scales[row]}. */
    Quantized byRow() {
        float[] largest = new float[rows];
        for (int i = 0; i < rows * columns; i++) {
            largest[i / columns] = Math.max(largest[i / columns], Math.abs(values.get(i)));
        }
        float[] scales = scales(largest);
        byte[] codes = new byte[rows * columns];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code(values.get(i), scales[i / columns]);
        }
        return new Quantized(ByteString.copyFrom(codes), scales);
    }

    private static float[] scales(float[] largest) {
        float[] scales = new float[largest.length];
        for (int i = 0; i < scales.length; i++) {
            // A column of zeros needs some scale; its codes are zeros too.
            scales[i] = largest[i] == 0 ? 1 : largest[i] / LARGEST_CODE;
        }
        return scales;
    }

    private static byte code(float value, float scale) {
        return (byte) Math.round(value / scale);
    }

    static TensorProto tensor(String name, float[] values, long... dims) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, TensorProto.DataType.FLOAT_VALUE, ByteString.copyFrom(bytes), dims);
    }

    static TensorProto tensor(String name, int type, ByteString data, long... dims) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(type).setRawData(data);
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        return tensor.build();
    }
}
