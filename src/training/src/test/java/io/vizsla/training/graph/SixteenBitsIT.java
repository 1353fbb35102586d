package io.vizsla.training.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.testkit.ExactSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs in 16 bits compute nearly what they compute in 32, forward and back, whatever is padded. */
class SixteenBitsIT {

    private static final int TEXTS = 4;
    private static final int LENGTH = 19;

    @TempDir
    private Path folder;

    /** What a pass gave. */
    private record Pass(float[] states, Map<String, float[]> gradients) {}

    @ParameterizedTest
    @CsvSource({
        "bge-small-en-v1.5, 30522, right",
        "all-minilm-l6-v2, 30522, right",
        "tiny-mistral, 300, right",
        "tiny-mistral, 300, left"
    })
    void computeNearlyWhatSinglePrecisionComputes(String name, int vocabulary, String padded) throws IOException {
        // The same texts each time: gradients that nearly cancel out are rounded away from others.
        SplittableRandom random = new SplittableRandom(5);
        Path file = Graphs.file(name, folder);
        Batch batch;
        try (DifferentiableGraph graph = DifferentiableGraph.open(file, Precision.FP32, true)) {
            Batch right = Batch.random(random, TEXTS, LENGTH, vocabulary, graph.inputs());
            batch = padded.equals("left") ? right.paddedLeft() : right;
        }

        Pass single = pass(file, Precision.FP32, batch);
        Pass half = pass(file, Precision.BF16, batch);

        assertThat(ExactSearch.cosine(half.states(), single.states())).isGreaterThan(0.995);
        // Those of a layer's attention come through all that is above it.
        single.gradients().forEach((weight, gradient) -> assertThat(
                        ExactSearch.cosine(half.gradients().get(weight), gradient))
                .as(weight)
                .isGreaterThan(0.95));
    }

    private static Pass pass(Path file, Precision precision, Batch batch) throws IOException {
        try (DifferentiableGraph graph = DifferentiableGraph.open(file, precision, true);
                PointerScope scope = new PointerScope()) {
            graph.parameters().values().forEach(weight -> weight.set_requires_grad(true));
            Map<String, Tensor> inputs = batch.tensors();
            Tensor mask = inputs.get("attention_mask").to(ScalarType.Float).unsqueeze(-1);
            Tensor states = graph.forward(inputs)
                    .values()
                    .iterator()
                    .next()
                    .to(ScalarType.Float)
                    .mul(mask);
            states.mul(states).mul(states).sum().backward();
            Map<String, float[]> gradients = new LinkedHashMap<>();
            graph.parameters().forEach((name, weight) -> {
                if (weight.dim() == 2 && weight.grad().defined()) {
                    gradients.put(name, Tensors.floats(weight.grad()));
                }
            });
            return new Pass(Tensors.floats(states.detach()), gradients);
        }
    }
}
