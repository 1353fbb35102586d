package io.vizsla.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import io.vizsla.training.TestEncoders;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.Tensors;
import io.vizsla.training.objective.InfoNce;
import io.vizsla.training.objective.LabeledVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCacheIT {

    private static final int PAIRS = 6;

    private final SplittableRandom random = Seeds.random("GradientCacheIT");

    @TempDir
    private Path folder;

    @BeforeEach
    void computeOnOneThread() {
        torch.set_num_threads(1);
    }

    /** Texts of several lengths, so that chunks are padded otherwise than the whole is. */
    private List<int[]> texts(int count, int words) {
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(TestEncoders.text(random, words + i % 5));
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    void gradientsAreThoseOfOneLargeBatch(int chunk) throws IOException {
        List<int[]> queries = texts(PAIRS, 3);
        List<int[]> passages = texts(PAIRS, 9);
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            Map<String, Tensor> trained = encoder.train(name -> true);
            Map<String, float[]> whole =
                    gradients(trained, () -> loss(encoder.encode(queries), encoder.encode(passages))
                            .backward());

            GradientCache cache = new GradientCache(encoder, chunk);
            Map<String, float[]> cached =
                    gradients(trained, () -> cache.backward(loss(cache.encode(queries), cache.encode(passages))));

            whole.forEach((name, expected) -> assertThat(longest(difference(cached.get(name), expected)))
                    .as(name)
                    .isLessThan(1e-5f * Math.max(1, longest(expected))));
            assertThat(whole.values()).anyMatch(gradient -> longest(gradient) > 0.01f);
        }
    }

    private static Map<String, float[]> gradients(Map<String, Tensor> trained, Runnable backward) {
        try (PointerScope scope = new PointerScope()) {
            backward.run();
            Map<String, float[]> gradients = new LinkedHashMap<>();
            trained.forEach((name, weight) -> {
                gradients.put(name, Tensors.floats(weight.grad()));
                weight.mutable_grad().reset();
            });
            return gradients;
        }
    }

    private static float[] difference(float[] one, float[] other) {
        float[] difference = new float[other.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = one[i] - other[i];
        }
        return difference;
    }

    private static float longest(float[] numbers) {
        float longest = 0;
        for (float number : numbers) {
            longest = Math.max(longest, Math.abs(number));
        }
        return longest;
    }

    private static Tensor loss(Tensor queries, Tensor passages) {
        long count = queries.size(0);
        Tensor all = torch.ones(count, count).to(ScalarType.Bool);
        return new InfoNce(0.05).loss(new LabeledVectors(queries, passages, torch.eye(count), all, null, null, null));
    }

    /** Sixteen chunks need little more than one does; first the cached way, since memory that was used once is kept. */
    @Test
    void memoryIsThatOfAChunk() throws IOException {
        List<int[]> texts = texts(48, 60);
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            encoder.train(name -> true);
            step(encoder, texts.subList(0, 4), loss -> loss.backward());
            GradientCache cache = new GradientCache(encoder, 4);

            long cached = Resident.peakOf(() -> {
                try (PointerScope scope = new PointerScope()) {
                    cache.backward(halves(cache.encode(texts)));
                }
            });
            long whole = Resident.peakOf(() -> step(encoder, texts, loss -> loss.backward()));

            assertThat(cached).isLessThan(whole / 3);
        }
    }

    private static void step(TrainableEncoder encoder, List<int[]> texts, Consumer<Tensor> backward) {
        try (PointerScope scope = new PointerScope()) {
            backward.accept(halves(encoder.encode(texts)));
        }
    }

    private static Tensor halves(Tensor vectors) {
        long half = vectors.size(0) / 2;
        return loss(vectors.narrow(0, 0, half), vectors.narrow(0, half, half));
    }

    @Test
    void chunksHaveTexts() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            assertThatThrownBy(() -> new GradientCache(encoder, 0))
                    .isInstanceOf(VizslaException.class)
                    .hasMessageContaining("chunk");
        }
    }
}
