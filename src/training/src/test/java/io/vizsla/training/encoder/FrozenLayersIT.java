package io.vizsla.training.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.testkit.Seeds;
import io.vizsla.training.TestEncoders;
import io.vizsla.training.graph.Tensors;
import io.vizsla.training.optimizer.AdamW;
import io.vizsla.training.optimizer.AdamWOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training of the last layers alone. */
class FrozenLayersIT {

    private static final int LAYERS = 6;
    /** Four matrices of the attention, two of what follows, their biases, two norms of two. */
    private static final long WEIGHTS_OF_A_LAYER = 16;

    private final SplittableRandom random = Seeds.random("FrozenLayersIT");

    @TempDir
    private Path folder;

    @Test
    void everyWeightIsInItsLayer() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            Map<String, Integer> layers = encoder.graph().layers();

            Map<Integer, Long> counts = layers.values().stream()
                    .collect(Collectors.groupingBy(layer -> layer, TreeMap::new, Collectors.counting()));
            assertThat(counts.keySet()).containsExactly(0, 1, 2, 3, 4, 5, 6);
            counts.remove(0);
            assertThat(counts.values()).containsOnly(WEIGHTS_OF_A_LAYER);
            assertThat(layers.keySet())
                    .filteredOn(name -> name.startsWith("embeddings"))
                    .allSatisfy(name -> assertThat(layers.get(name)).isZero());
            assertThat(layers.entrySet())
                    .filteredOn(entry -> entry.getKey().startsWith("encoder.layer."))
                    .allSatisfy(entry -> assertThat(entry.getKey()).contains("layer." + (entry.getValue() - 1) + "."));
        }
    }

    @Test
    void decodersHaveLayersToo() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.openPositioned(PaddingSide.LEFT, PoolingMode.LAST_TOKEN)) {
            assertThat(encoder.graph().layers().values()).contains(0, 1, 2).allMatch(layer -> layer <= 2);
        }
    }

    @Test
    void onlyTheLastLayersMove() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            Map<String, float[]> before = numbers(encoder);
            Map<String, Tensor> trained = encoder.trainLast(2);
            assertThat(trained).hasSize((int) (2 * WEIGHTS_OF_A_LAYER));
            try (AdamW optimizer = new AdamW(List.copyOf(trained.values()), AdamWOptions.DEFAULTS);
                    PointerScope scope = new PointerScope()) {
                loss(encoder).backward();
                encoder.graph()
                        .parameters()
                        .forEach((name, weight) ->
                                assertThat(weight.grad().defined()).as(name).isEqualTo(trained.containsKey(name)));
                optimizer.step(1e-3);
            }

            numbers(encoder).forEach((name, now) -> {
                if (trained.containsKey(name)) {
                    assertThat(now).as(name).isNotEqualTo(before.get(name));
                } else {
                    assertThat(now).as(name).isEqualTo(before.get(name));
                }
            });
        }
    }

    /** What is kept for gradients hangs below the loss; two layers of six keep a third of it or less. */
    @Test
    void nothingIsKeptForTheLayersBelow() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder);
                PointerScope scope = new PointerScope()) {
            encoder.train(name -> true);
            int all = GradientSteps.below(loss(encoder));
            encoder.trainLast(2);
            int some = GradientSteps.below(loss(encoder));
            encoder.train(name -> false);

            assertThat(encoder.encode(List.of(TestEncoders.text(random, 5))).requires_grad())
                    .isFalse();
            assertThat(some).isPositive().isLessThanOrEqualTo(all * 2 / LAYERS + 10);
        }
    }

    @Test
    void namesHowManyLayersThereAre() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            assertThatThrownBy(() -> encoder.trainLast(7))
                    .isInstanceOf(VizslaException.class)
                    .hasMessageContaining("layers")
                    .hasMessageContaining("between 1 and 6");
        }
    }

    private Tensor loss(TrainableEncoder encoder) {
        Tensor vectors = encoder.encode(List.of(TestEncoders.text(random, 5), TestEncoders.text(random, 9)));
        torch.manual_seed(random.nextInt());
        return vectors.mul(torch.randn_like(vectors)).sum();
    }

    private static Map<String, float[]> numbers(TrainableEncoder encoder) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            encoder.graph().parameters().forEach((name, weight) -> numbers.put(name, Tensors.floats(weight)));
        }
        return numbers;
    }
}
