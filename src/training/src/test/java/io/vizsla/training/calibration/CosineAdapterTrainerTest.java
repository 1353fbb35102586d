package io.vizsla.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.trainer.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CosineAdapterTrainerTest {

    private static final CalibrationOptions OPTIONS =
            CalibrationOptions.DEFAULTS.withLearningRate(new LearningRate(1e-2, 0.1));

    /** The same queries each time: how much is learned in so few steps differs from one draw to another. */
    private final SplittableRandom random = new SplittableRandom(5);

    @BeforeEach
    void computeOnOneThread() {
        torch.set_num_threads(1);
    }

    @Test
    void learnsThatQueriesDiffer() {
        List<QueryScores> learned = Searches.random(random, 500);
        List<QueryScores> asked = Searches.random(random, 300);

        CosineAdapter adapter = CosineAdapterTrainer.fit(learned, OPTIONS, step -> {});

        CalibrationMetrics plain = CalibrationMetrics.of(GlobalLine.fit(learned), asked);
        CalibrationMetrics found = CalibrationMetrics.of(adapter, asked);
        assertThat(found.prAuc()).isGreaterThan(plain.prAuc() + 0.05);
        assertThat(found.precisionAtRecall80()).isGreaterThan(plain.precisionAtRecall80() * 1.05);
        assertThat(found.calibrationError()).isLessThan(0.08);
    }

    @Test
    void equalSeedsGiveEqualAdapters() {
        List<QueryScores> learned = Searches.random(random, 50);
        List<StepReport> reports = new ArrayList<>();

        CosineAdapter one = CosineAdapterTrainer.fit(learned, OPTIONS, reports::add);
        CosineAdapter two = CosineAdapterTrainer.fit(learned, OPTIONS, step -> {});

        assertThat(two.hidden()).isDeepEqualTo(one.hidden());
        assertThat(two.lastOffset()).isEqualTo(one.lastOffset());
        assertThat(reports).hasSize(20 * 2);
    }

    @Test
    void gradientsAreFiniteDifferences() {
        CalibrationOptions small =
                new CalibrationOptions(Form.POWER, 3, 1, 8, OPTIONS.learningRate(), AdamWOptions.DEFAULTS, 1, 1);
        List<QueryScores> queries = Searches.random(random, 4);
        List<Integer> places = List.of(0, 1, 2, 3);
        try (PointerScope scope = new PointerScope();
                CosineNetwork network = new CosineNetwork(Searches.DIMENSION, small, new LogisticLine(8, -5))) {
            try (NoGradGuard guard = new NoGradGuard()) {
                network.weights().get(2).add_(new Scalar(0.1));
            }
            CosineAdapterTrainer.loss(network, queries, places).backward();

            for (Tensor weight : network.weights()) {
                double sum = 0;
                double step = 1e-2;
                try (NoGradGuard guard = new NoGradGuard()) {
                    Tensor gradient = weight.grad();
                    Tensor direction = gradient.div(gradient.norm().add(new Scalar(1e-12)));
                    sum = gradient.mul(direction).sum().item_double();
                    weight.add_(direction.mul(new Scalar(step)));
                    double above =
                            CosineAdapterTrainer.loss(network, queries, places).item_double();
                    weight.sub_(direction.mul(new Scalar(2 * step)));
                    double below =
                            CosineAdapterTrainer.loss(network, queries, places).item_double();
                    weight.add_(direction.mul(new Scalar(step)));
                    assertThat(sum).isCloseTo((above - below) / (2 * step), within(1e-3 + 0.02 * sum));
                }
                assertThat(sum).isPositive();
            }
        }
    }

    @Test
    void badInputHasItsError() {
        QueryScores alike = new QueryScores(new float[] {1}, new double[] {0.1, 0.2}, new boolean[2]);
        QueryScores mixed = new QueryScores(new float[] {1}, new double[] {0.1, 0.2}, new boolean[] {false, true});
        QueryScores wider = new QueryScores(new float[] {0, 1}, new double[] {0.1}, new boolean[1]);

        refused(() -> CosineAdapterTrainer.fit(List.of(alike), OPTIONS, step -> {}), ErrorCode.INVALID_ARGUMENT);
        refused(() -> CosineAdapterTrainer.fit(List.of(), OPTIONS, step -> {}), ErrorCode.INVALID_ARGUMENT);
        refused(() -> CosineAdapterTrainer.fit(List.of(mixed, wider), OPTIONS, step -> {}), ErrorCode.INVALID_VECTOR);
        refused(
                () -> new CalibrationOptions(Form.POWER, 0, 1, 1, OPTIONS.learningRate(), AdamWOptions.DEFAULTS, 1, 1),
                ErrorCode.INVALID_ARGUMENT);
        refused(() -> OPTIONS.withEpochs(0), ErrorCode.INVALID_ARGUMENT);
    }

    /** The nearer, the less relevant: no head may say so, since order stays. */
    @Test
    void cosinesThatMislearnAreFlat() {
        QueryScores misled =
                new QueryScores(new float[] {1}, new double[] {0.1, 0.2, 0.3}, new boolean[] {true, false, false});

        CosineAdapter adapter = CosineAdapterTrainer.fit(List.of(misled), OPTIONS, step -> {});

        assertThat(adapter.probability(new float[] {1}, 0.1)).isCloseTo(1.0 / 3, within(0.1));
        assertThat(adapter.probabilities(misled)).isSorted();
    }

    private static void refused(Runnable action, ErrorCode code) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(VizslaException.class, error -> assertThat(error.code())
                .isEqualTo(code));
    }
}
