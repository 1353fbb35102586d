package io.vizsla.encoding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PoolingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The output that a graph must have.
 *
 * @param rank 3 for token states, 2 for logits and for vectors that the graph has pooled
 * @param dimension the last dimension
 * @param name that the manifest gives, null for the usual one: one of the names that exporters write, or else the first
 *     of this rank, one of this dimension before others
 */
record GraphOutput(int rank, int dimension, @Nullable String name) {

    private static final int STATES = 3;
    private static final List<String> USUAL =
            List.of("last_hidden_state", "token_embeddings", "hidden_states", "sentence_embedding");
    private static final Set<OnnxJavaType> TYPES =
            Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.BFLOAT16);

    /**
     * Returns the output of a model's graphs: {@code [batch, 1]} of a cross-encoder, {@code [batch, dimension]} where the
     * graph pools, else {@code [batch, tokens, dimension]}.
     */
    static GraphOutput of(ModelManifest manifest) {
        boolean pooled =
                manifest.architecture() == Architecture.CROSS_ENCODER || manifest.pooling() == PoolingMode.GRAPH;
        int dimension = manifest.architecture() == Architecture.CROSS_ENCODER ? 1 : manifest.dimension();
        return new GraphOutput(pooled ? 2 : STATES, dimension, manifest.output());
    }

    /** Returns whether there is one row a text, not one a token. */
    boolean isPooled() {
        return rank != STATES;
    }

    /**
     * Finds the output in what a graph declares.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the outputs that there are, or the dimension or the type that
     *     was found
     */
    String find(String file, Map<String, NodeInfo> declared) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        declared.forEach((output, node) -> {
            if (node.getInfo() instanceof TensorInfo tensor) {
                tensors.put(output, tensor);
            }
        });
        String found = name == null ? usual(tensors) : name;
        TensorInfo tensor = found == null ? null : tensors.get(found);
        if (found == null || tensor == null || tensor.getShape().length != rank) {
            throw missing(file, tensors);
        }
        if (!fits(tensor)) {
            throw wrong(file, found, tensor.getShape());
        }
        if (!TYPES.contains(tensor.type)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "type of output " + found + " of " + file, tensor.type, "floating point");
        }
        return found;
    }

    private @Nullable String usual(Map<String, TensorInfo> tensors) {
        Map<String, TensorInfo> ranked = new LinkedHashMap<>(tensors);
        ranked.values().removeIf(tensor -> tensor.getShape().length != rank);
        for (String output : USUAL) {
            if (ranked.containsKey(output)) {
                return output;
            }
        }
        for (Map.Entry<String, TensorInfo> output : ranked.entrySet()) {
            if (fits(output.getValue())) {
                return output.getKey();
            }
        }
        return ranked.isEmpty() ? null : ranked.keySet().iterator().next();
    }

    /** -1 stands for what is known only once the graph runs. */
    private boolean fits(TensorInfo tensor) {
        long last = tensor.getShape()[rank - 1];
        return last == dimension || last == -1;
    }

    /**
     * Checks the shape of what a run gave.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the shape that was found
     */
    void checkGiven(String file, String output, long[] shape, TokenBatch batch) {
        long[] wanted =
                isPooled() ? new long[] {batch.size(), dimension} : new long[] {batch.size(), batch.width(), dimension};
        if (!Arrays.equals(shape, wanted)) {
            throw wrong(file, output, shape);
        }
    }

    private VizslaException missing(String file, Map<String, TensorInfo> tensors) {
        Map<String, String> found = new TreeMap<>();
        tensors.forEach((output, tensor) -> found.put(output, Arrays.toString(tensor.getShape())));
        String bound = "one tensor of rank " + rank + (name == null ? "" : " named " + name);
        boolean pooled = tensors.values().stream().anyMatch(tensor -> tensor.getShape().length == 2);
        return VizslaException.field(
                ErrorCode.INVALID_MODEL,
                file + " outputs",
                found,
                isPooled() || !pooled ? bound : bound + "; one of rank 2 is read with pooling = graph");
    }

    private VizslaException wrong(String file, String output, long[] shape) {
        String found = Arrays.toString(shape);
        return isPooled() && dimension == 1
                ? VizslaException.field(
                        ErrorCode.INVALID_MODEL,
                        "output " + output + " of " + file,
                        found,
                        "[pairs, 1], one logit a pair")
                : VizslaException.field(
                        ErrorCode.INVALID_MODEL,
                        "dimension",
                        dimension,
                        "the last of " + found + ", the shape of output " + output + " of " + file);
    }
}
