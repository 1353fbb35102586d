package io.vizsla.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import io.vizsla.training.graph.Tensors;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdamWTest {

    private static final AdamWOptions OPTIONS = new AdamWOptions(0.9, 0.99, 1e-8, 0.1);
    private static final int STEPS = 5;
    private static final double RATE = 0.05;

    private final SplittableRandom random = Seeds.random("AdamWTest");
    private final PointerScope scope = new PointerScope();

    @AfterEach
    void free() {
        scope.close();
    }

    private Tensor weight(long... shape) {
        float[] values = new float[6];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        Tensor tensor = Tensors.of(values, shape);
        tensor.set_requires_grad(true);
        return tensor;
    }

    /** The gradient of a sum of squares is twice the weight. */
    private static void backward(Tensor weight) {
        weight.mul(weight).sum().backward();
    }

    @Test
    void movesAsThePaperSays() {
        Tensor matrix = weight(2, 3);
        Tensor vector = weight(6);
        double[] matrixByHand = byHand(Tensors.floats(matrix), OPTIONS.weightDecay());
        double[] vectorByHand = byHand(Tensors.floats(vector), 0);

        try (AdamW optimizer = new AdamW(List.of(matrix, vector), OPTIONS)) {
            for (int i = 0; i < STEPS; i++) {
                backward(matrix);
                backward(vector);
                optimizer.step(RATE);
            }
            assertThat(optimizer.steps()).isEqualTo(STEPS);
        }

        near(Tensors.floats(matrix), matrixByHand);
        near(Tensors.floats(vector), vectorByHand);
    }

    private static void near(float[] found, double[] expected) {
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    private static double[] byHand(float[] start, double decay) {
        double[] weights = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            double w = start[i];
            double mean = 0;
            double square = 0;
            for (int step = 1; step <= STEPS; step++) {
                double gradient = 2 * w;
                w -= RATE * decay * w;
                mean = 0.9 * mean + 0.1 * gradient;
                square = 0.99 * square + 0.01 * gradient * gradient;
                double root = Math.sqrt(square / (1 - Math.pow(0.99, step))) + 1e-8;
                w -= RATE * mean / (1 - Math.pow(0.9, step)) / root;
            }
            weights[i] = w;
        }
        return weights;
    }

    @Test
    void clippingKeepsTheDirection() {
        Tensor matrix = weight(2, 3);
        Tensor vector = weight(6);
        backward(matrix);
        backward(vector);
        float[] before = Tensors.floats(matrix.grad());

        try (AdamW optimizer = new AdamW(List.of(matrix, vector), OPTIONS)) {
            double length = optimizer.clip(0.5);

            assertThat(length).isGreaterThan(0.5);
            assertThat(optimizer.clip(10)).isCloseTo(0.5, within(1e-5));
            float[] after = Tensors.floats(matrix.grad());
            for (int i = 0; i < after.length; i++) {
                assertThat(after[i]).isCloseTo((float) (before[i] * 0.5 / length), within(1e-6f));
            }
        }
    }

    @Test
    void goesOnFromACheckpointAsIfNothingHadBeen() {
        Tensor one = weight(2, 3);
        Tensor two = Tensors.of(Tensors.floats(one), 2, 3);
        two.set_requires_grad(true);
        try (AdamW whole = new AdamW(List.of(one), OPTIONS);
                AdamW before = new AdamW(List.of(two), OPTIONS);
                AdamW after = new AdamW(List.of(two), OPTIONS)) {
            for (int i = 0; i < STEPS; i++) {
                backward(one);
                whole.step(RATE);
                AdamW half = i < 2 ? before : after;
                if (i == 2) {
                    for (int state = 0; state < 2; state++) {
                        after.state().get(state).copy_(before.state().get(state));
                    }
                    after.resume(before.steps());
                }
                backward(two);
                half.step(RATE);
            }
        }

        assertThat(Tensors.floats(two)).isEqualTo(Tensors.floats(one));
    }

    @Test
    void whatHasNoGradientStays() {
        Tensor moved = weight(6);
        Tensor still = weight(6);
        float[] before = Tensors.floats(still);
        try (AdamW optimizer = new AdamW(List.of(moved, still), OPTIONS)) {
            backward(moved.mul(new Scalar(1.0)));
            optimizer.step(RATE);
        }

        assertThat(Tensors.floats(still)).isEqualTo(before);
    }

    @Test
    void theRateRisesAndFalls() {
        LearningRate rate = new LearningRate(1, 0.2);

        assertThat(List.of(rate.at(0, 10), rate.at(1, 10), rate.at(2, 10), rate.at(6, 10), rate.at(9, 10)))
                .containsExactly(0.5, 1.0, 1.0, 0.5, 0.125);
        assertThat(new LearningRate(1, 0).at(0, 4)).isEqualTo(1);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new AdamWOptions(1, 0.9, 1e-8, 0))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("beta1");
        assertThatThrownBy(() -> new AdamWOptions(0.9, 0.9, 0, 0)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> new AdamWOptions(0.9, 0.9, 1e-8, -1)).hasMessageContaining("weightDecay");
        assertThatThrownBy(() -> new LearningRate(0, 0.1)).hasMessageContaining("learningRate");
        assertThatThrownBy(() -> new LearningRate(1, 2)).hasMessageContaining("warmUp");
    }
}
