package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.HashMap;
import java.util.Map;

/** Tells in which number format a graph keeps its weights, whatever its file is called. */
final class WeightFormat {

    /** Graphs in 8 bits may keep their embedding table, often more than half of all values, in single precision. */
    private static final double LEAST_CODES = 0.1;

    private WeightFormat() {}

    /** Returns the format of the weights; {@code fp32} where there are none. */
    static String of(GraphProto graph) {
        Map<String, Long> values = new HashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            values.merge(name(tensor.getDataType()), count(tensor), Long::sum);
        }
        values.remove("");
        long all = values.values().stream().mapToLong(Long::longValue).sum();
        if (values.getOrDefault("int8", 0L) > all * LEAST_CODES) {
            return "int8";
        }
        return values.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("fp32");
    }

    private static long count(TensorProto tensor) {
        return tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
    }

    /** Returns an empty name for what weights are not kept in, such as the whole numbers of shapes. */
    private static String name(int type) {
        return switch (type) {
            case DataType.FLOAT_VALUE -> "fp32";
            case DataType.FLOAT16_VALUE -> "fp16";
            case DataType.BFLOAT16_VALUE -> "bf16";
            case DataType.DOUBLE_VALUE -> "fp64";
            case DataType.INT8_VALUE, DataType.UINT8_VALUE -> "int8";
            default -> "";
        };
    }
}
