package io.vizsla.cli;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Moves the weights of a graph into a file beside it. */
final class Externalized {

    private static final int LEAST = 256;

    private Externalized() {}

    static void write(Path source, Path target) throws IOException {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(source));
        GraphProto.Builder graph = model.getGraph().toBuilder();
        String location = target.getFileName() + "_data";
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (tensor.getRawData().size() >= LEAST) {
                graph.setInitializer(i, moved(tensor, location, data));
            }
        }
        Files.write(target.resolveSibling(location), data.toByteArray());
        Files.write(target, model.toBuilder().setGraph(graph).build().toByteArray());
    }

    private static TensorProto moved(TensorProto tensor, String location, ByteArrayOutputStream data) {
        TensorProto moved = tensor.toBuilder()
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", String.valueOf(data.size())))
                .addExternalData(
                        entry("length", String.valueOf(tensor.getRawData().size())))
                .build();
        data.writeBytes(tensor.getRawData().toByteArray());
        return moved;
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
