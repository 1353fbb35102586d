package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The format's kinds of numbers in ours: one floating kind, one of whole numbers, and truth values. */
final class Types {

    private Types() {}

    static boolean isFloating(int type) {
        return type == DataType.FLOAT_VALUE
                || type == DataType.FLOAT16_VALUE
                || type == DataType.BFLOAT16_VALUE
                || type == DataType.DOUBLE_VALUE;
    }

    static ScalarType of(long type, String where) {
        if (isFloating((int) type)) {
            return ScalarType.Float;
        }
        return switch ((int) type) {
            case DataType.INT64_VALUE, DataType.INT32_VALUE -> ScalarType.Long;
            case DataType.BOOL_VALUE -> ScalarType.Bool;
            default ->
                throw VizslaException.field(
                        ErrorCode.INVALID_MODEL,
                        "number format of " + where,
                        String.valueOf(DataType.forNumber((int) type)),
                        "floating, int32, int64 or bool");
        };
    }
}
