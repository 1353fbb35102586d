package io.vizsla.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the real graphs: in 8 bits the merged one must compute the same bits as the one that is not merged. */
class ProductMergeModelTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"all-minilm-l6-v2, 6", "bge-small-en-v1.5, 12"})
    void everyLayerIsMergedAndComputesTheSame(String name, int layers) throws Exception {
        Path original = folder.resolve("original.onnx");
        try (InputStream in = ProductMergeModelTest.class.getResourceAsStream("/" + name + ".onnx")) {
            Files.copy(Objects.requireNonNull(in), original);
        }
        ModelProto fused = AttentionFusion.fuse(OnnxFile.read(original));

        ModelProto merged = ProductMerge.merge(fused);

        assertThat(count(merged, "Split")).isEqualTo(count(fused, "Split") + layers);
        assertThat(count(merged, "MatMul")).isEqualTo(count(fused, "MatMul") - 2 * layers);
        Path apart = write(fused, "apart.onnx");
        Path together = write(merged, "together.onnx");
        long seed = System.nanoTime();
        for (int tokens : new int[] {1, 12, 130}) {
            long[][] ids = ids(new Random(seed), tokens);
            assertThat(run(together, ids))
                    .as("seed %d, %d tokens", seed, tokens)
                    .isDeepEqualTo(run(apart, ids));
        }
    }

    private Path write(ModelProto model, String name) throws Exception {
        Path file = folder.resolve(name);
        OnnxFile.write(DynamicQuantizer.quantize(model), file);
        return file;
    }

    private static long count(ModelProto model, String operator) {
        return model.getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .filter(operator::equals)
                .count();
    }

    private static long[][] ids(Random random, int tokens) {
        return new long[][] {
            random.longs(tokens, 1000, 20_000).toArray(),
            random.longs(tokens, 1000, 20_000).toArray()
        };
    }

    /** Runs a graph; of the second text the last half is padding. */
    private static float[][][] run(Path graph, long[][] ids) throws Exception {
        int tokens = ids[0].length;
        long[][] mask = new long[2][tokens];
        Arrays.fill(mask[0], 1);
        Arrays.fill(mask[1], 0, (tokens + 1) / 2, 1);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, ids);
                OnnxTensor attention = OnnxTensor.createTensor(environment, mask);
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[2][tokens]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))) {
            return (float[][][]) result.get(0).getValue();
        }
    }
}
