package io.vizsla.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.graph.Tensors;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values by hand: one query {@code (1, 0)}, passages at cosines 0.8, 0.6, 0 and -1, the first relevant. */
class ObjectivesTest {

    private static final float[] PASSAGES = {0.8f, 0.6f, 0.6f, 0.8f, 0, 1, -1, 0};
    private static final float[] TEACHER = {3, 1, 2, 0};

    private final PointerScope scope = new PointerScope();

    @AfterEach
    void free() {
        scope.close();
    }

    private static LabeledVectors batch(float[] gains, float[] usable, float[] labeled) {
        return new LabeledVectors(
                Tensors.of(new float[] {1, 0}, 1, 2).to(ScalarType.Double),
                Tensors.of(PASSAGES, 4, 2).to(ScalarType.Double),
                row(gains),
                row(usable).to(ScalarType.Bool),
                row(TEACHER),
                row(labeled).to(ScalarType.Bool),
                Tensors.of(new float[] {0, 1}, 1, 2).to(ScalarType.Double));
    }

    private static Tensor row(float... values) {
        return Tensors.of(values, 1, values.length).to(ScalarType.Double);
    }

    private static final float[] ALL = {1, 1, 1, 1};
    private static final float[] FIRST = {1, 0, 0, 0};

    @Test
    void infoNceHoldsTheRelevantAgainstTheRest() {
        double expected = -Math.log(Math.exp(8) / (Math.exp(8) + Math.exp(6) + Math.exp(0) + Math.exp(-10)));

        assertThat(new InfoNce(0.1).loss(batch(FIRST, ALL, ALL)).item_double()).isCloseTo(expected, within(1e-5));
    }

    @Test
    void infoNceLeavesOutWhatMustNotBeUsed() {
        double expected = -Math.log(Math.exp(8) / (Math.exp(8) + Math.exp(0) + Math.exp(-10)));

        assertThat(new InfoNce(0.1)
                        .loss(batch(FIRST, new float[] {1, 0, 1, 1}, ALL))
                        .item_double())
                .isCloseTo(expected, within(1e-5));
    }

    @Test
    void infoNceDoesNotHoldRelevantPassagesAgainstEachOther() {
        double rest = Math.exp(0) + Math.exp(-10);
        double expected = (Math.log1p(rest / Math.exp(8)) + Math.log1p(rest / Math.exp(6))) / 2;

        assertThat(new InfoNce(0.1)
                        .loss(batch(new float[] {2, 1, 0, 0}, ALL, ALL))
                        .item_double())
                .isCloseTo(expected, within(1e-5));
    }

    @Test
    void listwiseKlIsNilWhereTheStudentAgrees() {
        // The student's cosines are the teacher's scores once divided by these temperatures over the first two.
        float[] pair = {1, 1, 0, 0};

        assertThat(new ListwiseKl(0.1, 1).loss(batch(FIRST, ALL, pair)).item_double())
                .isCloseTo(0, within(1e-5));
        assertThat(new ListwiseKl(0.1, 0.5).loss(batch(FIRST, ALL, pair)).item_double())
                .isPositive();
    }

    @Test
    void marginMseComparesLeads() {
        double second = Math.pow(5 * 0.2 - 2, 2);
        double third = Math.pow(5 * 0.8 - 1, 2);

        assertThat(new MarginMse(5)
                        .loss(batch(FIRST, ALL, new float[] {1, 1, 1, 0}))
                        .item_double())
                .isCloseTo((second + third) / 2, within(1e-5));
        assertThat(new MarginMse(5)
                        .losses(batch(FIRST, ALL, new float[] {0, 1, 1, 0}))
                        .numel())
                .as("the leader has no label")
                .isZero();
    }

    @Test
    void coSentCountsPairsInTheWrongOrder() {
        double expected = Math.log(1 + Math.exp(2) + Math.exp(-6) + Math.exp(-16));
        float[] second = {0, 1, 0, 0};

        assertThat(new CoSent(0.1).loss(batch(second, ALL, ALL)).item_double()).isCloseTo(expected, within(1e-5));
        assertThat(new CoSent(0.1).losses(batch(new float[4], ALL, ALL)).numel())
                .isZero();
    }

    @Test
    void regressionIsTheSquaredDistance() {
        assertThat(new EmbeddingRegression().loss(batch(FIRST, ALL, ALL)).item_double())
                .isCloseTo(2, within(1e-6));
    }

    @Test
    void sigmoidTakesEachPairForItself() {
        double expected = soft(-4 * (0.8 - 0.5)) + soft(4 * (0.6 - 0.5)) + soft(4 * (0 - 0.5)) + soft(4 * (-1 - 0.5));

        try (SigmoidPairs sigmoid = new SigmoidPairs(4, 0.5)) {
            assertThat(sigmoid.loss(batch(FIRST, ALL, ALL)).item_double()).isCloseTo(expected, within(1e-5));
            assertThat(sigmoid.parameters()).hasSize(2).allMatch(Tensor::requires_grad);
        }
    }

    private static double soft(double x) {
        return Math.log1p(Math.exp(x));
    }

    @Test
    void whereNothingIsRelevantThereIsNoLoss() {
        LabeledVectors nothing = batch(new float[4], ALL, ALL);

        assertThat(new InfoNce(0.1).losses(nothing).numel()).isZero();
        assertThat(new InfoNce(0.1).loss(nothing).item_double()).isZero();
        assertThat(new MarginMse(1).loss(nothing).item_double()).isZero();
    }

    @Test
    void progressiveIsTheObjectiveAtFirstAndLeavesEasyQueriesBehindAtLast() {
        LabeledVectors hardAndEasy = Labels.random(
                new SplittableRandom(1),
                Labels.vectors(new SplittableRandom(2), Labels.QUERIES),
                Labels.vectors(new SplittableRandom(3), Labels.PASSAGES));
        InfoNce plain = new InfoNce(0.2);
        Progressive progressive = new Progressive(plain, 1, 0);

        double before = progressive.loss(hardAndEasy).item_double();
        progressive.progress(1);
        double after = progressive.loss(hardAndEasy).item_double();

        assertThat(before).isCloseTo(plain.loss(hardAndEasy).item_double(), within(1e-9));
        assertThat(after).isGreaterThan(before);
        assertThat(new Progressive(plain, 0, 0.34).losses(hardAndEasy).numel()).isEqualTo(Labels.QUERIES - 1);
    }

    @Test
    void refuseWhatCannotBe() {
        assertThatThrownBy(() -> new InfoNce(0))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("temperature")
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> new ListwiseKl(0.1, Double.NaN)).hasMessageContaining("teacherTemperature");
        assertThatThrownBy(() -> new Matryoshka(new InfoNce(1), List.of(0))).hasMessageContaining("dimensions");
        assertThatThrownBy(() -> new Mixture(List.of())).hasMessageContaining("objectives");
        assertThatThrownBy(() -> new Mixture.Part(-1, new InfoNce(1))).hasMessageContaining("weight");
        assertThatThrownBy(() -> new Progressive(new InfoNce(1), 1, 0.6)).hasMessageContaining("noise");
    }
}
