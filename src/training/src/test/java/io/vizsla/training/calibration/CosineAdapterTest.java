package io.vizsla.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import io.vizsla.training.graph.Tensors;
import io.vizsla.training.space.Vectors;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CosineAdapterTest {

    private static final int DIMENSION = 7;
    private static final int QUERIES = 20;

    private final SplittableRandom random = Seeds.random("CosineAdapterTest");

    /** A network as it may be after training: no weight is nil. */
    private CosineNetwork network(Form form) {
        CosineNetwork network =
                new CosineNetwork(DIMENSION, CalibrationOptions.DEFAULTS.withForm(form), new LogisticLine(30, -20));
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            for (Tensor weight : network.weights()) {
                int rows = (int) weight.size(0);
                weight.add_(Tensors.of(Vectors.random(random, rows, (int) weight.size(1)))
                        .mul_(new Scalar(0.1)));
            }
        }
        return network;
    }

    private double[] cosines() {
        return IntStream.range(0, QUERIES)
                .mapToDouble(i -> i == 0 ? 0 : (float) random.nextDouble(-1, 1))
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void plainJavaGivesWhatLibtorchGives(Form form) {
        float[][] queries = Vectors.units(random, QUERIES, DIMENSION);
        double[] cosines = cosines();
        float[] inputs = new float[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            inputs[i] = (float) cosines[i];
        }
        try (PointerScope scope = new PointerScope();
                CosineNetwork network = network(form)) {
            Tensor rows = Tensors.of(IntStream.range(0, QUERIES).asLongStream().toArray(), QUERIES);
            float[] expected = Tensors.floats(network.logits(Tensors.of(queries), rows, Tensors.of(inputs, QUERIES))
                    .sigmoid());

            CosineAdapter adapter = network.plain();

            for (int i = 0; i < QUERIES; i++) {
                assertThat(adapter.probability(queries[i], cosines[i])).isCloseTo(expected[i], within(1e-5));
            }
        }
    }

    /** Whatever the weights, a passage that is nearer to a query is never said to be less likely. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void keepsTheOrderOfAQuerysPassages(Form form) {
        for (int round = 0; round < 50; round++) {
            float scale = (float) Math.exp(random.nextDouble(-3, 6));
            CosineAdapter adapter = new CosineAdapter(
                    form,
                    Vectors.random(random, 4, DIMENSION),
                    new float[4],
                    scaled(Vectors.random(random, 3, 4), scale),
                    new float[3]);
            double[] cosines = cosines();
            Arrays.sort(cosines);
            float[] query = Vectors.unit(random, DIMENSION);

            double[] probabilities = adapter.probabilities(new QueryScores(query, cosines, new boolean[QUERIES]));

            CosineAdapter.Parameters parameters = adapter.parameters(query);
            assertThat(probabilities).isSorted();
            assertThat(parameters.a()).isPositive();
            assertThat(parameters.k()).isGreaterThan(0).isLessThanOrEqualTo(2);
            assertThat(Arrays.stream(probabilities).allMatch(p -> p >= 0 && p <= 1))
                    .isTrue();
        }
    }

    private static float[][] scaled(float[][] rows, float by) {
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= by;
            }
        }
        return rows;
    }

    @Test
    void theLearnedPowerStaysBetweenItsBounds() {
        for (float extreme : new float[] {-1e6f, 1e6f}) {
            CosineAdapter adapter = new CosineAdapter(
                    Form.POWER, new float[1][DIMENSION], new float[1], new float[3][1], new float[] {0, 0, extreme});

            double k = adapter.parameters(new float[DIMENSION]).k();

            assertThat(k).isGreaterThan(0).isLessThan(2);
        }
    }

    @Test
    void isTheFormulaOfThePaper() {
        float[] offsets = {(float) Math.log(5), 0.25f, 0};
        CosineAdapter adapter =
                new CosineAdapter(Form.SQUARE, new float[1][DIMENSION], new float[1], new float[3][1], offsets);

        CosineAdapter.Parameters found = adapter.parameters(new float[DIMENSION]);

        assertThat(found.a()).isCloseTo(5, within(1e-6));
        assertThat(found.b()).isCloseTo(-1.25, within(1e-6));
        assertThat(found.logit(-0.5)).isCloseTo(-5 * 0.25 - 1.25, within(1e-5));
    }

    @Test
    void badNumbersHaveTheirError() {
        CosineAdapter adapter =
                new CosineAdapter(Form.POWER, new float[1][DIMENSION], new float[1], new float[3][1], new float[3]);
        float[] broken = new float[DIMENSION];
        broken[2] = Float.NaN;

        refused(() -> adapter.probability(new float[3], 0.5), ErrorCode.INVALID_VECTOR, "query");
        refused(() -> adapter.probability(broken, 0.5), ErrorCode.INVALID_VECTOR, "query");
        refused(() -> new QueryScores(broken, new double[1], new boolean[1]), ErrorCode.INVALID_VECTOR, "query");
        refused(
                () -> new QueryScores(new float[1], new double[] {1.5}, new boolean[1]),
                ErrorCode.INVALID_ARGUMENT,
                "cosine");
        refused(
                () -> new QueryScores(new float[1], new double[2], new boolean[1]),
                ErrorCode.INVALID_ARGUMENT,
                "cosines");
        refused(
                () -> new CosineAdapter(Form.ROOT, new float[2][3], new float[1], new float[3][2], new float[3]),
                ErrorCode.INVALID_ARGUMENT,
                "hidden");
        refused(
                () -> new CosineAdapter(Form.ROOT, new float[2][3], new float[2], new float[2][2], new float[3]),
                ErrorCode.INVALID_ARGUMENT,
                "last");
    }

    private static void refused(Runnable action, ErrorCode code, String field) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(VizslaException.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.field()).contains(field);
        });
    }
}
