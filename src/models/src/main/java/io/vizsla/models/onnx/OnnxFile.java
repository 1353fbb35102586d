package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in the ONNX format. */
final class OnnxFile {

    private OnnxFile() {}

    /**
     * Reads a graph. Its weights stay in the array that the file was read into.
     *
     * @throws VizslaException {@code INVALID_MODEL} if the file is not in the format
     * @throws IOException if the file cannot be read
     */
    static ModelProto read(Path file) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(Files.readAllBytes(file));
        in.enableAliasing(true);
        try {
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, file.getFileName() + " is not an ONNX graph: " + e.getMessage(), e);
        }
    }

    static void write(ModelProto model, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            model.writeTo(out);
        }
    }
}
