package io.vizsla.retrieval.calibration;

import static io.vizsla.retrieval.Candidates.context;
import static io.vizsla.retrieval.Candidates.hit;
import static io.vizsla.retrieval.Candidates.hits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.TermStatistics;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    @Test
    void isALogisticModelOfTheFeatures() {
        Coefficients coefficients = new Coefficients(-1, 2, 0.5, 1, 0, 3, 0);
        SearchFeatures features = new SearchFeatures(0.9, 0.2, 0.8, 0, 0.5, 0);

        // -1 + 2 * 0.7 + 0.5 * (0.7 - 0.9) / 0.2 + 0.8 + 3 * 0.5 = 2.2
        assertThat(coefficients.probability(0.7, features)).isCloseTo(1 / (1 + Math.exp(-2.2)), within(1e-12));
    }

    @Test
    void readsTheEvidenceOfASearch() {
        // one term in 1 of 10 chunks: idf = ln(1 + 9.5 / 1.5)
        double idf = Math.log(1 + 9.5 / 1.5);
        SearchFeatures features = SearchFeatures.of(
                hits(hit("a", 0.9, idf / 2), hit("b", 0.7, 0)), new TermStatistics(10, Map.of("t", 1L)));

        assertThat(features.bestScore()).isEqualTo(0.9);
        assertThat(features.deviation()).isCloseTo(0.1, within(1e-9));
        assertThat(features.dense()).isEqualTo(0.9);
        assertThat(features.lexical()).isCloseTo(0.5, within(1e-9));
        assertThat(features.relative(0.7)).isCloseTo(-2, within(1e-6));
    }

    @Test
    void nothingFoundHasFiniteFeatures() {
        assertThat(SearchFeatures.of(Hits.EMPTY, new TermStatistics(0, Map.of()))
                        .asMap()
                        .values())
                .allSatisfy(value -> assertThat(value).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bge-small-en-v1.5", "no-such-model", "../generic", ""})
    void everyModelHasEveryRanking(String model) {
        for (Ranking ranking : Ranking.values()) {
            assertThat(new Calibrations().of(model, ranking)).isNotNull();
        }
    }

    @Test
    void unknownModelsUseTheGenericMap() {
        Calibrations calibrations = new Calibrations();

        assertThat(calibrations.of("no-such-model", Ranking.DENSE)).isEqualTo(calibrations.of("other", Ranking.DENSE));
    }

    @ParameterizedTest
    @EnumSource(Ranking.class)
    void staysInTheUnitIntervalAndInOrder(Ranking ranking) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (String model : new String[] {"bge-small-en-v1.5", "no-such-model"}) {
            for (int round = 0; round < 100; round++) {
                SearchFeatures features = new SearchFeatures(
                        random.nextGaussian() * 3,
                        random.nextInt(4) == 0 ? 0 : random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble());
                ProbabilityCalibrator calibrator =
                        new ProbabilityCalibrator(new Calibrations().of(model, ranking), features);
                double low = random.nextGaussian() * 5;
                double high = low + random.nextDouble();

                assertThat(calibrator.probability(low, context(1, Map.of()))).isBetween(0.0, 1.0);
                assertThat(calibrator.probability(high, context(1, Map.of())))
                        .isGreaterThanOrEqualTo(calibrator.probability(low, context(1, Map.of())));
            }
        }
    }

    @Test
    void coefficientsThatWouldTurnTheOrderAreRefused() {
        assertThatThrownBy(() -> new Coefficients(0, -1, 0, 0, 0, 0, 0)).isInstanceOf(VizslaException.class);
        assertThatThrownBy(() -> new Coefficients(0, 0, Double.NaN, 0, 0, 0, 0)).isInstanceOf(VizslaException.class);
        assertThatThrownBy(() -> new Coefficients(Double.NaN, 0, 0, 0, 0, 0, 0)).isInstanceOf(VizslaException.class);
    }
}
