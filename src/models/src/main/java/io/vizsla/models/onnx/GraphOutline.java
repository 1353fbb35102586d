package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

/**
 * What can be told of a graph without running it or reading its weights.
 *
 * @param inputs names of what the caller gives, in the graph's order
 * @param outputs what the graph gives, in the graph's order
 * @param data files with weights, by the place that the graph names, and the least length that each must have; empty
 *     where the graph holds its weights itself
 * @param weights number format of most of the weights, such as {@code fp32}, {@code fp16}, {@code bf16} or {@code int8}
 * @param embeddingRows how many token ids the graph has an embedding for; empty if that cannot be told
 * @param bytes length of the file, data not included
 */
public record GraphOutline(
        List<String> inputs,
        List<Output> outputs,
        SortedMap<String, Long> data,
        String weights,
        OptionalLong embeddingRows,
        long bytes) {

    /**
     * An output.
     *
     * @param shape with -1 for what is known only once the graph runs; empty if nothing is stated
     */
    public record Output(String name, List<Long> shape) {

        @Override
        public String toString() {
            return name + " " + shape;
        }
    }

    /**
     * Reads a graph's outline. Takes no memory for the weights.
     *
     * @throws VizslaException {@code INVALID_MODEL} if the file is not in the format
     * @throws IOException if the file cannot be read
     */
    public static GraphOutline read(Path file) throws IOException {
        ModelProto model = OutlineReader.read(file);
        GraphProto graph = model.getGraph();
        Set<String> constants = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
        return new GraphOutline(
                graph.getInputList().stream()
                        .map(ValueInfoProto::getName)
                        .filter(name -> !constants.contains(name))
                        .toList(),
                graph.getOutputList().stream().map(GraphOutline::output).toList(),
                ExternalData.files(graph),
                WeightFormat.of(graph),
                EmbeddingRows.of(graph),
                Files.size(file));
    }

    /** Returns the first output of so many dimensions: 3 for token states, 2 for logits. */
    public Optional<Output> output(int rank) {
        return outputs.stream().filter(one -> one.shape().size() == rank).findFirst();
    }

    /** Returns the length of all weights that lie in files of their own, by what the graph says of them. */
    public long dataBytes() {
        return data.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Output output(ValueInfoProto value) {
        TensorShapeProto shape = value.getType().getTensorType().getShape();
        return new Output(
                value.getName(),
                shape.getDimList().stream()
                        .map(dim -> dim.hasDimValue() ? dim.getDimValue() : -1L)
                        .toList());
    }
}
