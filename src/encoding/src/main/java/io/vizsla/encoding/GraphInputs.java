package io.vizsla.encoding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a graph reads, checked at opening, and the tensors that are made of a batch.
 *
 * @param tokens the inputs of whole numbers, with their types
 * @param pasts the inputs for what was read before
 * @param cached whether the graph asks if there is a past, by {@link #CACHE_BRANCH}
 */
record GraphInputs(Map<String, OnnxJavaType> tokens, Map<String, PastInput> pasts, boolean cached) {

    private static final String MASK = "attention_mask";
    private static final String POSITIONS = "position_ids";
    private static final String CACHE_POSITION = "cache_position";
    private static final String CACHE_BRANCH = "use_cache_branch";
    private static final Set<String> TOKENS = Set.of("input_ids", MASK, "token_type_ids", POSITIONS, CACHE_POSITION);
    private static final Set<OnnxJavaType> WHOLE = Set.of(OnnxJavaType.INT64, OnnxJavaType.INT32);

    /**
     * Reads what a graph declares.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the input that cannot be given
     */
    static GraphInputs of(String file, Map<String, NodeInfo> declared) {
        Map<String, OnnxJavaType> tokens = new LinkedHashMap<>();
        Map<String, PastInput> pasts = new LinkedHashMap<>();
        boolean cached = declared.containsKey(CACHE_BRANCH);
        declared.forEach((name, node) -> {
            if (PastInput.isPast(name) && node.getInfo() instanceof TensorInfo tensor) {
                pasts.put(name, PastInput.of(file, name, tensor));
            } else if (TOKENS.contains(name) && node.getInfo() instanceof TensorInfo tensor) {
                tokens.put(name, whole(file, name, tensor.type));
            } else if (!name.equals(CACHE_BRANCH)) {
                throw unknown(file, declared);
            }
        });
        if (!tokens.containsKey("input_ids")) {
            throw unknown(file, declared);
        }
        return new GraphInputs(tokens, pasts, cached);
    }

    private static OnnxJavaType whole(String file, String input, OnnxJavaType type) {
        if (!WHOLE.contains(type)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "type of input " + input + " of " + file, type, "INT64 or INT32");
        }
        return type;
    }

    private static VizslaException unknown(String file, Map<String, NodeInfo> declared) {
        return VizslaException.field(
                ErrorCode.INVALID_MODEL,
                file + " inputs",
                declared.keySet(),
                "input_ids and others of " + TOKENS + ", " + CACHE_BRANCH + " and past_key_values.*");
    }

    /** Returns whether the graph is told which tokens are padding. */
    boolean isMasked() {
        return tokens.containsKey(MASK);
    }

    /** Returns whether the graph is told where in its text each token stands. */
    boolean arePositioned() {
        return tokens.containsKey(POSITIONS);
    }

    /** Fills in a tensor for each input; the caller closes those that are there, also after a failure. */
    void fill(Map<String, OnnxTensor> tensors, OrtEnvironment environment, TokenBatch batch) throws OrtException {
        for (Map.Entry<String, OnnxJavaType> token : tokens.entrySet()) {
            tensors.put(token.getKey(), numbers(environment, batch, token.getKey(), token.getValue()));
        }
        for (Map.Entry<String, PastInput> past : pasts.entrySet()) {
            tensors.put(past.getKey(), past.getValue().tensor(environment, batch.size()));
        }
        if (cached) {
            tensors.put(CACHE_BRANCH, OnnxTensor.createTensor(environment, new boolean[] {false}));
        }
    }

    private static OnnxTensor numbers(OrtEnvironment environment, TokenBatch batch, String input, OnnxJavaType type)
            throws OrtException {
        long[] values = values(batch, input);
        long[] shape =
                input.equals(CACHE_POSITION) ? new long[] {values.length} : new long[] {batch.size(), batch.width()};
        if (type == OnnxJavaType.INT64) {
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
        }
        int[] small = Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
        return OnnxTensor.createTensor(environment, IntBuffer.wrap(small), shape);
    }

    private static long[] values(TokenBatch batch, String input) {
        return switch (input) {
            case "input_ids" -> batch.ids();
            case MASK -> batch.mask();
            case "token_type_ids" -> batch.types();
            case CACHE_POSITION -> batch.columns();
            default -> batch.positions();
        };
    }
}
