package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A graph as it lies in its file.
 *
 * @param model what the file holds; tensors share its memory
 */
record GraphFile(ModelProto model) {

    /**
     * Reads a graph whose weights lie inside it.
     *
     * @throws VizslaException {@code INVALID_MODEL} if the file is not in the format, or if numbers of it lie in files
     *     beside it, naming the first tensor of which they do
     * @throws IOException if it cannot be read
     */
    static GraphFile read(Path file) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(Files.readAllBytes(file));
        in.enableAliasing(true);
        try {
            ModelProto model = ModelProto.parseFrom(in);
            checkInside(model.getGraph());
            return new GraphFile(model);
        } catch (InvalidProtocolBufferException e) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, file.getFileName() + " is not an ONNX graph: " + e.getMessage(), e);
        }
    }

    private static void checkInside(GraphProto graph) {
        graph.getInitializerList().forEach(weight -> checkInside(weight.getName(), weight));
        for (NodeProto node : graph.getNodeList()) {
            String name = String.join(", ", node.getOutputList());
            node.getAttributeList().stream()
                    .filter(AttributeProto::hasT)
                    .forEach(constant -> checkInside(name, constant.getT()));
        }
    }

    private static void checkInside(String name, TensorProto tensor) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            String location = tensor.getExternalDataList().stream()
                    .filter(entry -> entry.getKey().equals("location"))
                    .map(StringStringEntryProto::getValue)
                    .findFirst()
                    .orElse("another file");
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "place of " + name, location, "inside of the graph that is trained");
        }
    }

    GraphProto graph() {
        return model.getGraph();
    }

    /** Returns the version of the format's own operators. */
    long opset() {
        return model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(1);
    }
}
