package io.vizsla.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LowRankUpdateIT {

    private static final LowRankOptions OPTIONS = LowRankOptions.of(4, 3);
    private static final double STEP = 1e-5;
    private static final double LEAST = 1e-4;

    private final SplittableRandom random = Seeds.random("LowRankUpdateIT");

    @TempDir
    private Path folder;

    @Test
    void changesNothingBeforeItIsTrained() throws IOException {
        try (DifferentiableGraph graph = open(Graphs.MINILM, Precision.FP32, true);
                PointerScope scope = new PointerScope()) {
            Batch batch = Batch.random(random, 3, 11, 30522, graph.inputs());
            float[] before = Tensors.floats(states(graph, batch));

            Map<String, Tensor> trained = graph.addLowRank(OPTIONS, name -> true);

            assertThat(Tensors.floats(states(graph, batch))).isEqualTo(before);
            assertThat(trained).hasSize(2 * 6 * 6);
            assertThat(trained.values().stream().mapToLong(Tensor::numel).sum()).isLessThan(numbers(graph) / 50);
        }
    }

    private static long numbers(DifferentiableGraph graph) {
        return graph.parameters().values().stream().mapToLong(Tensor::numel).sum();
    }

    @ParameterizedTest
    @CsvSource({"tiny-mistral, 300, true", "tiny-cross-encoder, 300, true", "tiny-cross-encoder, 300, false"})
    void gradientsAreFiniteDifferences(String name, int vocabulary, boolean isFused) throws IOException {
        try (DifferentiableGraph graph = open(name, Precision.FP64, isFused);
                PointerScope scope = new PointerScope()) {
            Map<String, Tensor> trained = graph.addLowRank(OPTIONS, weight -> true);
            moved(trained, 0.02);
            Batch batch = Batch.random(random, 2, 7, vocabulary, graph.inputs());
            loss(graph, batch).backward();

            trained.forEach((weight, tensor) -> {
                long at = random.nextLong(tensor.numel());
                double expected = difference(graph, batch, tensor, at);
                assertThat(tensor.grad().reshape(-1).select(0, at).item_double())
                        .as("%s[%d]", weight, at)
                        .isCloseTo(expected, within(1e-3 * Math.max(LEAST, Math.abs(expected))));
            });
        }
    }

    @Test
    void theWeightsThemselvesStay() throws IOException {
        try (DifferentiableGraph graph = open(Graphs.MINILM, Precision.FP32, true);
                PointerScope scope = new PointerScope()) {
            Map<String, float[]> before = new LinkedHashMap<>();
            graph.parameters().forEach((name, weight) -> before.put(name, Tensors.floats(weight)));
            graph.parameters().values().forEach(weight -> weight.set_requires_grad(true));
            Map<String, Tensor> trained = graph.addLowRank(OPTIONS, name -> name.startsWith("onnx::MatMul"));
            moved(trained, 0.02);
            Batch batch = Batch.random(random, 3, 11, 30522, graph.inputs());
            loss(graph, batch).backward();

            graph.parameters().forEach((name, weight) -> {
                assertThat(weight.grad().defined()).as(name).isFalse();
                assertThat(Tensors.floats(weight)).as(name).isEqualTo(before.get(name));
            });
            assertThat(trained.values()).allMatch(weight -> weight.grad().defined());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Graphs.MINILM, Graphs.MISTRAL})
    void theRuntimeComputesWithTheUpdates(String name) throws IOException, OrtException {
        Path source = Graphs.file(name, folder);
        Path target = folder.resolve("written.onnx");
        try (DifferentiableGraph graph = DifferentiableGraph.open(source, Precision.FP32);
                PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            moved(graph.addLowRank(OPTIONS, weight -> true), 0.02);
            Batch batch = Batch.random(random, 1, 11, 300, graph.inputs());
            float[] trained = Tensors.floats(states(graph, batch));

            graph.write(target);

            assertThat(OnnxOracle.run(target, batch)).containsExactly(trained, within(1e-4f));
            assertThat(OnnxOracle.apart(OnnxOracle.run(source, batch), trained)).isGreaterThan(1e-3f);
        }
    }

    @Test
    void saysWhatItCannotStandBeside() throws IOException {
        try (DifferentiableGraph graph = open(Graphs.MINILM, Precision.FP32, true)) {
            assertThatThrownBy(() -> graph.addLowRank(OPTIONS, name -> name.contains("word_embeddings")))
                    .isInstanceOf(VizslaException.class)
                    .hasMessageContaining("weights of linear layers");
            graph.addLowRank(OPTIONS, name -> true);
            assertThatThrownBy(() -> graph.addLowRank(OPTIONS, name -> true))
                    .isInstanceOf(VizslaException.class)
                    .hasMessageContaining("none so far");
        }
        assertThatThrownBy(() -> LowRankOptions.of(0, 1)).hasMessageContaining("rank");
        assertThatThrownBy(() -> new LowRankOptions(1, Double.NaN, 1)).hasMessageContaining("alpha");
    }

    private DifferentiableGraph open(String name, Precision precision, boolean isFused) throws IOException {
        return DifferentiableGraph.open(Graphs.file(name, folder), precision, isFused);
    }

    private static Tensor states(DifferentiableGraph graph, Batch batch) {
        return graph.forward(batch.tensors()).values().iterator().next();
    }

    private static Tensor loss(DifferentiableGraph graph, Batch batch) {
        return torch.sin(states(graph, batch)).sum();
    }

    /** As if some steps had been taken: the second of two matrices is zero before. */
    private void moved(Map<String, Tensor> trained, double by) {
        try (NoGradGuard guard = new NoGradGuard()) {
            torch.manual_seed(random.nextInt());
            trained.values().forEach(weight -> weight.add_(torch.randn_like(weight), new Scalar(by)));
        }
    }

    private static double difference(DifferentiableGraph graph, Batch batch, Tensor weight, long at) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor one = weight.view(-1).select(0, at);
            one.add_(new Scalar(STEP));
            double above = loss(graph, batch).item_double();
            one.sub_(new Scalar(2 * STEP));
            double below = loss(graph, batch).item_double();
            one.add_(new Scalar(STEP));
            return (above - below) / (2 * STEP);
        }
    }
}
