package io.vizsla.training.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import io.vizsla.training.graph.Tensors;
import io.vizsla.training.space.Vectors;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class LowRankAdapterTest {

    private static final int DIMENSION = 9;
    private static final int RANK = 3;

    private final SplittableRandom random = Seeds.random("LowRankAdapterTest");

    @Test
    void beginsAsNothing() {
        try (PointerScope scope = new PointerScope();
                LowRankAdapter adapter = new LowRankAdapter(DIMENSION, RANK, 1)) {
            Tensor queries = Tensors.of(Vectors.units(random, 5, DIMENSION));

            float[] corrected = Tensors.floats(adapter.apply(queries));

            assertThat(corrected).isEqualTo(Tensors.floats(torch.normalize(queries)));
            assertThat(adapter.toMap().rows())
                    .isDeepEqualTo(AffineMap.identity(DIMENSION).rows());
        }
    }

    @Test
    void itsMapGivesItsVectors() {
        float[][] queries = Vectors.units(random, 5, DIMENSION);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                LowRankAdapter adapter = new LowRankAdapter(DIMENSION, RANK, 1)) {
            adapter.parameters().getFirst().copy_(Tensors.of(Vectors.random(random, DIMENSION, RANK)));

            float[] corrected = Tensors.floats(adapter.apply(Tensors.of(queries)));

            AffineMap map = adapter.toMap();
            for (int i = 0; i < queries.length; i++) {
                float[] expected = Arrays.copyOfRange(corrected, i * DIMENSION, (i + 1) * DIMENSION);
                assertThat(map.apply(queries[i])).containsExactly(expected, within(1e-5f));
            }
        }
    }

    @Test
    void gradientsAreFiniteDifferences() {
        try (PointerScope scope = new PointerScope();
                LowRankAdapter adapter = new LowRankAdapter(DIMENSION, RANK, random.nextLong())) {
            Tensor queries = Tensors.of(Vectors.units(random, 4, DIMENSION));
            Tensor weights = Tensors.of(Vectors.random(random, 4, DIMENSION));
            try (NoGradGuard guard = new NoGradGuard()) {
                adapter.parameters().getFirst().copy_(Tensors.of(Vectors.random(random, DIMENSION, RANK)));
            }
            torch.mul(adapter.apply(queries), weights).sum().backward();

            for (Tensor moved : adapter.parameters()) {
                float[] gradient = Tensors.floats(moved.grad());
                for (int i = 0; i < gradient.length; i++) {
                    assertThat((double) gradient[i])
                            .isCloseTo(difference(adapter, queries, weights, moved, i), within(2e-2));
                }
            }
        }
    }

    private static double difference(LowRankAdapter adapter, Tensor queries, Tensor weights, Tensor moved, int at) {
        // Short, as the correction may leave little of a vector, which is then brought to length 1.
        double step = 3e-3;
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor one = moved.view(-1).select(0, at);
            one.add_(new Scalar(step));
            double above = torch.mul(adapter.apply(queries), weights).sum().item_double();
            one.sub_(new Scalar(2 * step));
            double below = torch.mul(adapter.apply(queries), weights).sum().item_double();
            one.add_(new Scalar(step));
            return (above - below) / (2 * step);
        }
    }

    @Test
    void aRankBeyondTheDimensionIsRefused() {
        assertThatThrownBy(() -> new LowRankAdapter(4, 5, 1))
                .isInstanceOf(VizslaException.class)
                .hasMessage("rank = 5 is not valid: must be in 1..4, the dimension");
        assertThatThrownBy(() -> new LowRankAdapter(0, 1, 1)).hasMessageContaining("dimension = 0");
        assertThatThrownBy(() -> new AdapterOptions(0, AdapterOptions.DEFAULTS.loop()))
                .hasMessageContaining("rank = 0");
    }
}
