package io.vizsla.training.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.vizsla.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real graphs give here what they give in ONNX Runtime. */
class GraphParityIT {

    private static final int TEXTS = 5;
    private static final int LENGTH = 23;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "bge-small-en-v1.5, 30522, true",
        "bge-small-en-v1.5, 30522, false",
        "all-minilm-l6-v2, 30522, true",
        "all-minilm-l6-v2, 30522, false",
        "tiny-mistral, 300, true",
        "tiny-mistral, 300, false",
        "tiny-cross-encoder, 300, true",
        "tiny-cross-encoder, 300, false",
    })
    void computesWhatTheRuntimeComputes(String name, int vocabulary, boolean isFused) throws IOException, OrtException {
        SplittableRandom random = Seeds.random("GraphParityIT");
        Path file = Graphs.file(name, folder);
        try (DifferentiableGraph graph = DifferentiableGraph.open(file, Precision.FP32, isFused);
                PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Batch batch = Batch.random(random, TEXTS, LENGTH, vocabulary, graph.inputs());

            Map<String, Tensor> results = graph.forward(batch.tensors());

            float[] ours = Tensors.floats(results.values().iterator().next());
            float[] theirs = OnnxOracle.run(file, batch);
            assertThat(ours).hasSameSizeAs(theirs);
            assertThat(largestDifference(ours, theirs, batch)).isLessThan(1e-4);
        }
    }

    /** Returns the largest difference over real tokens; padding is nobody's. */
    private static double largestDifference(float[] ours, float[] theirs, Batch batch) {
        int tokens = batch.texts() * batch.length();
        int width = ours.length / tokens;
        double largest = 0;
        for (int i = 0; i < ours.length; i++) {
            if (width == 0 || batch.isToken(i / width)) {
                largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
            }
        }
        return largest;
    }
}
