package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.WireFormat;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a graph without the weights that lie in it: steps over them, so that a file of a gigabyte takes a moment and no
 * memory. Constants inside of steps are read, they are small.
 */
final class OutlineReader {

    private final CodedInputStream in;

    private OutlineReader(CodedInputStream in) {
        this.in = in;
    }

    /**
     * Reads a file.
     *
     * @return the graph, its initializers with name, type, dimensions and place, but without values
     * @throws VizslaException {@code INVALID_MODEL} if the file is not in the format
     * @throws IOException if the file cannot be read
     */
    static ModelProto read(Path file) throws IOException {
        ModelProto.Builder model = ModelProto.newBuilder();
        try (InputStream stream = Files.newInputStream(file)) {
            new OutlineReader(CodedInputStream.newInstance(stream)).model(model);
        } catch (InvalidProtocolBufferException e) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, file.getFileName() + " is not an ONNX graph: " + e.getMessage(), e);
        }
        if (!model.hasGraph()) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, file.getFileName() + " is not an ONNX graph: it is empty");
        }
        return model.build();
    }

    private interface Field {
        /** Reads the value of a field; returns false if it is none that is looked for. */
        boolean read(int number, int tag) throws IOException;
    }

    private void each(Field field) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!field.read(WireFormat.getTagFieldNumber(tag), tag)) {
                in.skipField(tag);
            }
        }
    }

    private void nested(Field field) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        each(field);
        in.checkLastTagWas(0);
        in.popLimit(limit);
    }

    private boolean message(MessageLite.Builder builder) throws IOException {
        in.readMessage(builder, ExtensionRegistryLite.getEmptyRegistry());
        return true;
    }

    private void model(ModelProto.Builder model) throws IOException {
        each((number, tag) -> switch (number) {
            case ModelProto.OPSET_IMPORT_FIELD_NUMBER -> message(model.addOpsetImportBuilder());
            case ModelProto.GRAPH_FIELD_NUMBER -> graph(model.getGraphBuilder());
            default -> false;
        });
    }

    private boolean graph(GraphProto.Builder graph) throws IOException {
        nested((number, tag) -> switch (number) {
            case GraphProto.NODE_FIELD_NUMBER -> message(graph.addNodeBuilder());
            case GraphProto.INPUT_FIELD_NUMBER -> message(graph.addInputBuilder());
            case GraphProto.OUTPUT_FIELD_NUMBER -> message(graph.addOutputBuilder());
            case GraphProto.INITIALIZER_FIELD_NUMBER -> tensor(graph.addInitializerBuilder());
            default -> false;
        });
        return true;
    }

    private boolean tensor(TensorProto.Builder tensor) throws IOException {
        nested((number, tag) -> switch (number) {
            case TensorProto.NAME_FIELD_NUMBER -> tensor.setName(in.readString()) != null;
            case TensorProto.DATA_TYPE_FIELD_NUMBER -> tensor.setDataType(in.readInt32()) != null;
            case TensorProto.EXTERNAL_DATA_FIELD_NUMBER -> message(tensor.addExternalDataBuilder());
            case TensorProto.DATA_LOCATION_FIELD_NUMBER -> location(tensor);
            case TensorProto.DIMS_FIELD_NUMBER -> dims(tensor, tag);
            default -> false;
        });
        return true;
    }

    private boolean location(TensorProto.Builder tensor) throws IOException {
        TensorProto.DataLocation location = TensorProto.DataLocation.forNumber(in.readEnum());
        if (location != null) {
            tensor.setDataLocation(location);
        }
        return true;
    }

    /** Writers may put the dimensions one by one or all in one field. */
    private boolean dims(TensorProto.Builder tensor, int tag) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
            tensor.addDims(in.readInt64());
            return true;
        }
        int limit = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            tensor.addDims(in.readInt64());
        }
        in.popLimit(limit);
        return true;
    }
}
