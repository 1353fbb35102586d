package io.vizsla.training.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What ONNX Runtime computes with a graph. */
final class OnnxOracle {

    private OnnxOracle() {}

    /** Returns the first output, row by row. */
    static float[] run(Path graph, Batch batch) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph.toString())) {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            for (Map.Entry<String, long[]> input : batch.inputs().entrySet()) {
                long[] shape = {batch.texts(), batch.length()};
                inputs.put(
                        input.getKey(), OnnxTensor.createTensor(environment, LongBuffer.wrap(input.getValue()), shape));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return floats(result.get(0));
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }
    }

    /** Returns by how much two results differ at most. */
    static float apart(float[] one, float[] other) {
        float most = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs(one[i] - other[i]));
        }
        return most;
    }

    static float[] floats(OnnxValue value) {
        FloatBuffer buffer = ((OnnxTensor) value).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
