package io.vizsla.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real graphs: the rewritten one must compute what the original does, with and without padding. */
class AttentionFusionTest {

    private static final int LAYERS = 6;

    private static final double ALIKE = 2e-5;

    @TempDir
    static Path folder;

    private static Path original;
    private static Path fused;

    @BeforeAll
    static void fuse() throws Exception {
        original = folder.resolve("original.onnx");
        fused = folder.resolve("fused.onnx");
        try (InputStream in = AttentionFusionTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
            Files.copy(java.util.Objects.requireNonNull(in), original);
        }
        OnnxFile.write(AttentionFusion.fuse(OnnxFile.read(original)), fused);
    }

    @Test
    void everyLayerIsFused() throws Exception {
        ModelProto model = OnnxFile.read(fused);

        assertThat(model.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .doesNotContain("Softmax")
                .filteredOn("If"::equals)
                .hasSize(LAYERS);
    }

    @Test
    void computesTheSameWithoutPadding() throws Exception {
        assertAlike(new long[][] {{101, 7592, 2088, 999, 102}, {101, 2178, 3793, 1012, 102}}, 5, 5);
    }

    @Test
    void computesTheSameWithPadding() throws Exception {
        assertAlike(new long[][] {{101, 7592, 2088, 999, 102}, {101, 2178, 102, 0, 0}}, 5, 3);
    }

    @Test
    void computesTheSameOnALongText() throws Exception {
        long seed = System.nanoTime();
        long[] ids = new Random(seed).longs(300, 1000, 20_000).toArray();

        assertAlike(new long[][] {ids}, 300);
    }

    @Test
    void anotherMaskIsLeftAlone() throws Exception {
        ModelProto model = OnnxFile.read(original);
        // Half of the usual mask: still added to the scores, but no padding mask any more.
        ModelProto.Builder other = model.toBuilder();
        other.getGraphBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getOpType().equals("Constant"))
                .filter(node -> Tensors.scalar(node.getAttribute(0).getT())
                        .filter(value -> value < -1e30)
                        .isPresent())
                .forEach(node -> node.getAttributeBuilder(0)
                        .setT(Matrix.tensor("", new float[] {-1f}).toBuilder()
                                .setDataType(TensorProto.DataType.FLOAT_VALUE)));

        assertThat(AttentionFusion.fuse(other.build()).getGraph()).isEqualTo(other.getGraph());
    }

    private void assertAlike(long[][] ids, int... lengths) throws Exception {
        float[][][] expected = run(original, ids, lengths);
        float[][][] actual = run(fused, ids, lengths);
        for (int row = 0; row < ids.length; row++) {
            for (int token = 0; token < lengths[row]; token++) {
                for (int i = 0; i < expected[row][token].length; i++) {
                    assertThat(actual[row][token][i])
                            .as("row %d, token %d, value %d", row, token, i)
                            .isCloseTo(expected[row][token][i], within((float) ALIKE));
                }
            }
        }
    }

    private static float[][][] run(Path graph, long[][] ids, int[] lengths) throws Exception {
        long[][] mask = new long[ids.length][ids[0].length];
        for (int row = 0; row < ids.length; row++) {
            java.util.Arrays.fill(mask[row], 0, lengths[row], 1);
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, ids);
                OnnxTensor attention = OnnxTensor.createTensor(environment, mask);
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[ids.length][ids[0].length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))) {
            return (float[][][]) result.get(0).getValue();
        }
    }

    @Test
    void aGraphWithoutAttentionStaysItself() {
        ModelProto model = TinyGraph.of(new Random(1), 13);

        assertThat(AttentionFusion.fuse(model)).isSameAs(model);
    }
}
