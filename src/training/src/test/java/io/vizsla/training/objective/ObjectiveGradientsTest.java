package io.vizsla.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.testkit.Seeds;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient of every objective against finite differences, in double precision. */
class ObjectiveGradientsTest {

    private static final double STEP = 1e-6;
    private static final long LABELS = 11;

    static Stream<Map.Entry<String, Objective>> objectives() {
        InfoNce contrast = new InfoNce(0.2);
        Progressive progressive = new Progressive(contrast, 0, 0);
        return Map.<String, Objective>of(
                "InfoNCE", contrast,
                "list-wise KL", new ListwiseKl(0.2, 0.7),
                "MarginMSE", new MarginMse(1.5),
                "CoSENT", new CoSent(0.2),
                "regression", new EmbeddingRegression(),
                "sigmoid", new SigmoidPairs(4, 0.3),
                "progressive", progressive,
                "Matryoshka", new Matryoshka(contrast, List.of(2, 4, 6)),
                "mixture",
                        new Mixture(List.of(
                                new Mixture.Part(0.5, contrast), new Mixture.Part(2, new ListwiseKl(0.1, 0.3)))))
                .entrySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void areFiniteDifferences(Map.Entry<String, Objective> named) {
        SplittableRandom random = Seeds.random("ObjectiveGradientsTest " + named.getKey());
        Objective objective = named.getValue();
        try (PointerScope scope = new PointerScope()) {
            Tensor queries = Labels.vectors(random, Labels.QUERIES);
            Tensor passages = Labels.vectors(random, Labels.PASSAGES);
            queries.set_requires_grad(true);
            passages.set_requires_grad(true);

            loss(objective, queries, passages).backward();

            check(objective, queries, passages, queries);
            if (passages.grad().defined()) {
                check(objective, queries, passages, passages);
            }
        }
    }

    private static void check(Objective objective, Tensor queries, Tensor passages, Tensor moved) {
        double[] gradient = new double[(int) moved.numel()];
        moved.grad().contiguous().data_ptr_double().get(gradient);
        assertThat(gradient).isNotEqualTo(new double[gradient.length]);
        for (int i = 0; i < gradient.length; i++) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                Tensor one = moved.view(-1).select(0, i);
                one.add_(new Scalar(STEP));
                double above = loss(objective, queries, passages).item_double();
                one.sub_(new Scalar(2 * STEP));
                double below = loss(objective, queries, passages).item_double();
                one.add_(new Scalar(STEP));
                double expected = (above - below) / (2 * STEP);
                assertThat(gradient[i]).isCloseTo(expected, within(1e-4 * Math.max(1e-2, Math.abs(expected))));
            }
        }
    }

    private static Tensor loss(Objective objective, Tensor queries, Tensor passages) {
        LabeledVectors batch = Labels.random(new SplittableRandom(LABELS), queries, passages);
        return objective.loss(batch);
    }
}
