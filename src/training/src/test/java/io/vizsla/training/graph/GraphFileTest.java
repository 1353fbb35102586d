package io.vizsla.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphFileTest {

    private static final TensorProto INSIDE = TensorProto.newBuilder()
            .setName("inside")
            .setDataType(DataType.FLOAT_VALUE)
            .addDims(1)
            .addFloatData(1)
            .build();

    @TempDir
    private Path folder;

    @Test
    void refusesWeightsThatLieInAnotherFile() throws IOException {
        Path file = write(GraphProto.newBuilder().addInitializer(INSIDE).addInitializer(outside("dense.weight")));

        assertRefused(file, "dense.weight");
    }

    @Test
    void refusesConstantsThatLieInAnotherFile() throws IOException {
        AttributeProto value =
                AttributeProto.newBuilder().setName("value").setT(outside("")).build();
        Path file = write(GraphProto.newBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Constant")
                        .addOutput("shape")
                        .addAttribute(value)));

        assertRefused(file, "shape");
    }

    @Test
    void readsWhatLiesInside() throws IOException {
        Path file = write(GraphProto.newBuilder().addInitializer(INSIDE));

        assertThat(GraphFile.read(file).graph().getInitializerList()).containsExactly(INSIDE);
    }

    @Test
    void refusesWhatIsNoGraph() throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnx"), "not a graph");

        assertThatThrownBy(() -> GraphFile.read(file))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL))
                .hasMessageContaining("model.onnx");
    }

    private static void assertRefused(Path file, String tensor) {
        assertThatThrownBy(() -> DifferentiableGraph.open(file, Precision.FP32))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL))
                .hasMessageContainingAll(tensor, "model.onnx_data");
    }

    private static TensorProto outside(String name) {
        return INSIDE.toBuilder()
                .setName(name)
                .clearFloatData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("model.onnx_data"))
                .build();
    }

    private Path write(GraphProto.Builder graph) throws IOException {
        return Files.write(
                folder.resolve("model.onnx"),
                ModelProto.newBuilder().setGraph(graph).build().toByteArray());
    }
}
