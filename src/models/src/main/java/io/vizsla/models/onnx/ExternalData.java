package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Weights that lie in files beside the graph. The format is bounded to 2 GiB by its encoding; larger models, and some
 * smaller ones, keep their weights so.
 */
final class ExternalData {

    private ExternalData() {}

    /** Where a tensor's values lie: in a file, from an offset, so many bytes; a length below 0 means to the end. */
    private record Place(String location, long offset, long length) {

        static Place of(TensorProto tensor) {
            String length = entry(tensor, "length", "-1");
            return new Place(
                    entry(tensor, "location", ""),
                    number(tensor, entry(tensor, "offset", "0")),
                    number(tensor, length));
        }

        long end() {
            return offset + Math.max(0, length);
        }

        private static String entry(TensorProto tensor, String key, String absent) {
            return tensor.getExternalDataList().stream()
                    .filter(entry -> entry.getKey().equals(key))
                    .map(StringStringEntryProto::getValue)
                    .findFirst()
                    .orElse(absent);
        }

        private static long number(TensorProto tensor, String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw VizslaException.field(
                        ErrorCode.INVALID_MODEL, "place of " + tensor.getName(), text, "a whole number");
            }
        }
    }

    /** Returns the files that a graph's weights lie in, by location, and the length that each must have at least. */
    static SortedMap<String, Long> files(GraphProto graph) {
        SortedMap<String, Long> files = new TreeMap<>();
        visit(graph, tensor -> {
            if (isExternal(tensor)) {
                Place place = Place.of(tensor);
                files.merge(place.location(), place.end(), Math::max);
            }
        });
        return files;
    }

    static boolean isExternal(TensorProto tensor) {
        return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    /**
     * Returns the model with its weights inside. They stay on disk and are mapped into memory, so they must not change
     * while the model is used; each is below 2 GiB.
     *
     * @param folder that the graph lies in
     * @throws VizslaException {@code INVALID_MODEL} if a tensor is larger or its file too short
     * @throws IOException if a file cannot be read
     */
    static ModelProto inline(ModelProto model, Path folder) throws IOException {
        if (model.getGraph().getInitializerList().stream().noneMatch(ExternalData::isExternal)) {
            return model;
        }
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (isExternal(tensor)) {
                graph.setInitializer(i, inline(tensor, folder));
            }
        }
        return model.toBuilder().setGraph(graph).build();
    }

    private static TensorProto inline(TensorProto tensor, Path folder) throws IOException {
        Place place = Place.of(tensor);
        Path file = folder.resolve(place.location());
        long length = place.length() < 0 ? Files.size(file) - place.offset() : place.length();
        if (place.offset() < 0 || length > Integer.MAX_VALUE || place.offset() + length > Files.size(file)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "weights " + tensor.getName(),
                    length + " bytes from " + place.offset(),
                    "below 2 GiB and inside of " + place.location());
        }
        return tensor.toBuilder()
                .clearExternalData()
                .clearDataLocation()
                .setRawData(map(file, place.offset(), length))
                .build();
    }

    private static ByteString map(Path file, long offset, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return UnsafeByteOperations.unsafeWrap(channel.map(MapMode.READ_ONLY, offset, length));
        }
    }

    private static void visit(GraphProto graph, Consumer<TensorProto> visitor) {
        graph.getInitializerList().forEach(visitor);
        for (NodeProto node : graph.getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                visit(attribute, visitor);
            }
        }
    }

    /** A step may hold constants, and graphs of its own, which hold some in turn. */
    private static void visit(AttributeProto attribute, Consumer<TensorProto> visitor) {
        if (attribute.hasT()) {
            visitor.accept(attribute.getT());
        }
        attribute.getTensorsList().forEach(visitor);
        List<GraphProto> graphs = attribute.getGraphsList();
        graphs.forEach(graph -> visit(graph, visitor));
        if (attribute.hasG()) {
            visit(attribute.getG(), visitor);
        }
    }
}
