package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads small constants, in whichever of its two forms the format holds them. */
final class Tensors {

    private Tensors() {}

    /** Returns the value of a tensor with one element, empty if it has more or is of another type. */
    static Optional<Double> scalar(TensorProto tensor) {
        if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
            return wholes(tensor).filter(list -> list.size() == 1).map(list -> (double) list.getFirst());
        }
        if (tensor.getRawData().size() == Float.BYTES) {
            return Optional.of((double) raw(tensor).getFloat());
        }
        return tensor.getFloatDataCount() == 1 ? Optional.of((double) tensor.getFloatData(0)) : Optional.empty();
    }

    /** Returns the elements of a tensor of whole numbers, empty if it is of another type. */
    static Optional<List<Long>> wholes(TensorProto tensor) {
        if (tensor.getDataType() != TensorProto.DataType.INT64_VALUE) {
            return Optional.empty();
        }
        if (tensor.getRawData().isEmpty()) {
            return Optional.of(tensor.getInt64DataList());
        }
        List<Long> values = new ArrayList<>();
        for (ByteBuffer raw = raw(tensor); raw.remaining() >= Long.BYTES; ) {
            values.add(raw.getLong());
        }
        return Optional.of(values);
    }

    private static ByteBuffer raw(TensorProto tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
