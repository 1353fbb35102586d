package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

    private static final int QUERIES = 200;

    @Test
    void equalRunsDoNotDiffer() {
        Map<String, Double> run = values(i -> i % 7 / 7.0);

        PairedBootstrap.Result result = PairedBootstrap.DEFAULT.compare(run, run);

        assertThat(result).isEqualTo(new PairedBootstrap.Result(QUERIES, 0, 0, 0, 1));
    }

    @Test
    void agreesWithTheNormalApproximationOfNoisyDifferences() {
        Random random = new Random(11);
        Map<String, Double> baseline = values(i -> 0);
        Map<String, Double> run = values(i -> 0.02 + 0.1 * random.nextGaussian());

        PairedBootstrap.Result result = PairedBootstrap.DEFAULT.compare(run, baseline);

        double mean = run.values().stream().mapToDouble(v -> v).average().orElseThrow();
        double deviation = Math.sqrt(run.values().stream()
                        .mapToDouble(v -> (v - mean) * (v - mean))
                        .average()
                        .orElseThrow()
                / QUERIES);
        assertThat(result.difference()).isCloseTo(mean, within(1e-12));
        assertThat(result.low()).isCloseTo(mean - 1.96 * deviation, within(0.1 * deviation));
        assertThat(result.high()).isCloseTo(mean + 1.96 * deviation, within(0.1 * deviation));
        assertThat(result.p()).isCloseTo(twoSided(mean / deviation), within(0.01));
    }

    @Test
    void aClearDifferenceHasTheSmallestP() {
        PairedBootstrap bootstrap = new PairedBootstrap(999, 3);

        PairedBootstrap.Result result = bootstrap.compare(values(i -> 0.9 - i % 2 * 0.1), values(i -> 0.1));

        assertThat(result.p()).isEqualTo(0.001);
        assertThat(result.low()).isPositive();
    }

    @Test
    void isSymmetricAndRepeatable() {
        Random random = new Random(5);
        Map<String, Double> one = values(i -> random.nextDouble());
        Map<String, Double> other = values(i -> random.nextDouble());

        PairedBootstrap.Result there = PairedBootstrap.DEFAULT.compare(one, other);
        PairedBootstrap.Result back = PairedBootstrap.DEFAULT.compare(other, one);

        assertThat(PairedBootstrap.DEFAULT.compare(one, other)).isEqualTo(there);
        assertThat(back.difference()).isCloseTo(-there.difference(), within(1e-12));
        assertThat(back.p()).isCloseTo(there.p(), within(1e-12));
        assertThat(back.low()).isCloseTo(-there.high(), within(1e-9));
    }

    @Test
    void holdsItsLevelWhereThereIsNoDifference() {
        Random random = new Random(17);
        PairedBootstrap bootstrap = new PairedBootstrap(400, 1);
        int falseAlarms = 0;
        for (int trial = 0; trial < 400; trial++) {
            if (bootstrap
                            .compare(values(i -> random.nextGaussian()), values(i -> 0))
                            .p()
                    < 0.05) {
                falseAlarms++;
            }
        }

        assertThat(falseAlarms).isBetween(8, 36);
    }

    @Test
    void countsAQueryThatOneRunLacksAsZero() {
        PairedBootstrap.Result result = PairedBootstrap.DEFAULT.compare(Map.of("a", 0.5), Map.of("a", 0.5, "b", 1.0));

        assertThat(result.queries()).isEqualTo(2);
        assertThat(result.difference()).isEqualTo(-0.5);
    }

    @Test
    void refusesEmptyInputAndTooFewSamples() {
        assertThatThrownBy(() -> PairedBootstrap.DEFAULT.compare(Map.of(), Map.of()))
                .isInstanceOf(VizslaException.class);
        assertThatThrownBy(() -> new PairedBootstrap(99, 1))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("samples = 99");
    }

    private static Map<String, Double> values(IntToDoubleFunction value) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < QUERIES; i++) {
            values.put("q" + i, value.applyAsDouble(i));
        }
        return values;
    }

    /** Two-sided tail of the normal distribution, by integration. */
    private static double twoSided(double z) {
        double sum = 0;
        double step = 1e-4;
        for (double x = Math.abs(z); x < 10; x += step) {
            sum += Math.exp(-x * x / 2) * step;
        }
        return 2 * sum / Math.sqrt(2 * Math.PI);
    }
}
