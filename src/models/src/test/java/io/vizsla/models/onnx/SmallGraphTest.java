package io.vizsla.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallGraphTest {

    /** All words: in a few rows a column may be small by chance, and nothing to hold an error against. */
    private static final long[] IDS = LongStream.range(0, TinyGraph.WORDS).toArray();

    @TempDir
    Path folder;

    private long seed;
    private Path full;
    private Path small;

    @BeforeEach
    void writeGraph() throws IOException {
        seed = System.nanoTime();
        full = folder.resolve("full.onnx");
        small = folder.resolve("small.onnx");
        OnnxFile.write(TinyGraph.of(new Random(seed), 13), full);
    }

    /** With one scale a matrix the smallest columns would be off by as much as they are large. */
    @Test
    void computesNearlyTheSameInEveryColumn() throws Exception {
        SmallGraph.write(full, small);

        for (String output : List.of("x", "a")) {
            float[][] exact = run(full, output);
            float[][] quantized = run(small, output);
            for (int column = 0; column < exact[0].length; column++) {
                assertThat(error(exact, quantized, column))
                        .as("seed %d, output %s, column %d", seed, output, column)
                        .isLessThan(0.1);
            }
        }
    }

    /** Returns the largest error of a column as a part of the largest value that stands in a row or the column. */
    private static double error(float[][] exact, float[][] quantized, int column) {
        double error = 0;
        double size = 0;
        for (int row = 0; row < exact.length; row++) {
            error = Math.max(error, Math.abs(exact[row][column] - quantized[row][column]));
            size = Math.max(size, Math.abs(exact[row][column]));
        }
        return error / size;
    }

    @Test
    void keepsNoWeightsInFullPrecision() throws Exception {
        SmallGraph.write(full, small);

        ModelProto model = OnnxFile.read(small);
        assertThat(model.getGraph().getInitializerList())
                .filteredOn(Matrix::is)
                .extracting(TensorProto::getName)
                .containsExactly("table/scale");
        assertThat(model.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .filteredOn(operator -> operator.startsWith("MatMul") || operator.startsWith("Dynamic"))
                .containsExactly("DynamicQuantizeLinear", "MatMulInteger", "MatMulInteger", "MatMul");
    }

    @Test
    void givesEqualFilesForEqualGraphs() throws IOException {
        SmallGraph.write(full, small);
        Path again = folder.resolve("again.onnx");
        SmallGraph.write(full, again);

        assertThat(again).hasSameBinaryContentAs(small);
    }

    @Test
    void leavesALookupAlongAnotherAxis() throws IOException {
        ModelProto model = OnnxFile.read(full);
        AttributeProto axis = AttributeProto.newBuilder()
                .setName("axis")
                .setType(AttributeProto.AttributeType.INT)
                .setI(1)
                .build();
        NodeProto lookup = TinyGraph.node("Gather", List.of("table", "ids"), "x", axis);
        OnnxFile.write(
                model.toBuilder()
                        .setGraph(model.getGraph().toBuilder().setNode(0, lookup))
                        .build(),
                full);

        SmallGraph.write(full, small);

        assertThat(OnnxFile.read(small).getGraph().getNode(0)).isEqualTo(lookup);
    }

    @Test
    void refusesAnOlderOperatorSet() throws IOException {
        OnnxFile.write(TinyGraph.of(new Random(seed), 9), full);

        assertThatThrownBy(() -> SmallGraph.write(full, small))
                .isInstanceOf(VizslaException.class)
                .hasMessageContainingAll("full.onnx", "opset", "9", "at least 11");
    }

    @Test
    void refusesWhatIsNoGraph() throws IOException {
        Files.writeString(full, "no graph at all");

        assertThatThrownBy(() -> SmallGraph.write(full, small))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("full.onnx is not an ONNX graph");
    }

    private static float[][] run(Path graph, String output) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph.toString());
                OnnxTensor ids = OnnxTensor.createTensor(environment, IDS);
                OrtSession.Result result = session.run(Map.of("ids", ids))) {
            return (float[][]) result.get(output).orElseThrow().getValue();
        }
    }
}
