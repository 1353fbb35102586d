package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
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
     * @throws VizslaException {@code INVALID_MODEL} if the file is not in the format
     * @throws IOException if it cannot be read
     */
    static GraphFile read(Path file) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(Files.readAllBytes(file));
        in.enableAliasing(true);
        try {
            return new GraphFile(ModelProto.parseFrom(in));
        } catch (InvalidProtocolBufferException e) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, file.getFileName() + " is not an ONNX graph: " + e.getMessage(), e);
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
