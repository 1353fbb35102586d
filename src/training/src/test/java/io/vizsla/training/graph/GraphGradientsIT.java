package io.vizsla.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients of whole graphs: of every weight against finite differences at places chosen at random. */
class GraphGradientsIT {

    private static final double STEP = 1e-5;
    private static final double LEAST = 1e-4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "tiny-mistral, 300, true",
        "tiny-mistral, 300, false",
        "tiny-cross-encoder, 300, true",
        "tiny-cross-encoder, 300, false",
        "all-minilm-l6-v2, 30522, true",
    })
    void areFiniteDifferences(String name, int vocabulary, boolean isFused) throws IOException {
        SplittableRandom random = Seeds.random("GraphGradientsIT");
        try (DifferentiableGraph graph = DifferentiableGraph.open(Graphs.file(name, folder), Precision.FP64, isFused);
                PointerScope scope = new PointerScope()) {
            Batch batch = Batch.random(random, 2, 7, vocabulary, graph.inputs());
            graph.parameters().values().forEach(weight -> weight.set_requires_grad(true));
            loss(graph, batch).backward();

            for (Map.Entry<String, Tensor> parameter : graph.parameters().entrySet()) {
                Tensor weight = parameter.getValue();
                long at = place(weight, batch, random);
                double expected = difference(graph, batch, weight, at);
                double found = weight.grad().reshape(-1).select(0, at).item_double();
                assertThat(found)
                        .as("%s[%d]", parameter.getKey(), at)
                        .isCloseTo(expected, within(1e-3 * Math.max(LEAST, Math.abs(expected))));
            }
        }
    }

    /** Returns a place; in a table one of a row that is used, as the others' gradients are nil. */
    private static long place(Tensor weight, Batch batch, SplittableRandom random) {
        long width = weight.size(weight.dim() - 1);
        boolean isTable = weight.dim() == 2 && weight.size(0) > 10 * width;
        return isTable
                ? batch.inputs().get("input_ids")[0] * width + random.nextLong(width)
                : random.nextLong(weight.numel());
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

    /** Returns one number that every token's state moves, each in its own measure; padding has none. */
    private static Tensor loss(DifferentiableGraph graph, Batch batch) {
        Map<String, Tensor> inputs = batch.tensors();
        Tensor result = graph.forward(inputs).values().iterator().next();
        if (result.dim() == 3) {
            result = result.mul(
                    inputs.get("attention_mask").to(ScalarType.Double).unsqueeze(-1));
        }
        SplittableRandom weights = new SplittableRandom(7);
        float[] measures = new float[(int) result.numel()];
        for (int i = 0; i < measures.length; i++) {
            measures[i] = (float) (weights.nextDouble() - 0.5);
        }
        return Tensors.of(measures, Tensors.shape(result))
                .to(ScalarType.Double)
                .mul(result)
                .sum();
    }
}
