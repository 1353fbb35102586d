package io.vizsla.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.benchmarks.LogisticFit.Row;
import io.vizsla.benchmarks.Reliability.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FitTest {

    @Test
    void findsTheWeightsThatMadeTheData() {
        Random random = new Random(7);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double[] features = {1, random.nextGaussian(), random.nextGaussian()};
            double probability = LogisticFit.probability(new double[] {-1, 2, -0.5}, features);
            rows.add(new Row(features, random.nextDouble() < probability, 1));
        }
        boolean[] all = {true, true, true};

        double[] weights = LogisticFit.fit(rows, all, new boolean[3]);
        assertThat(weights[0]).isCloseTo(-1, within(0.1));
        assertThat(weights[1]).isCloseTo(2, within(0.1));
        assertThat(weights[2]).isCloseTo(-0.5, within(0.1));

        double[] rising = LogisticFit.fit(rows, all, new boolean[] {false, true, true});
        assertThat(rising[1]).isPositive();
        assertThat(rising[2]).isZero();
    }

    @Test
    void theWeightOfARowCountsItSeveralTimes() {
        List<Row> rows = List.of(new Row(new double[] {1}, true, 3), new Row(new double[] {1}, false, 1));

        double[] weights = LogisticFit.fit(rows, new boolean[] {true}, new boolean[1]);

        assertThat(LogisticFit.probability(weights, new double[] {1})).isCloseTo(0.75, within(1e-3));
    }

    @Test
    void countsTheGapOfEachBin() {
        // Bin 0.2 to 0.3: predicted 0.25 twice, one of two is relevant: gap 0.5; bin 0.9 to 1: 0.95, relevant: gap
        // 0.05.
        Reliability reliability =
                Reliability.of(List.of(new Outcome(0.25, true), new Outcome(0.25, false), new Outcome(0.95, true)));

        assertThat(reliability.expectedError()).isCloseTo((0.5 + 0.05) / 3, within(1e-9));
        assertThat(reliability.meanObserved()).isCloseTo(2 / 3.0, within(1e-9));
    }

    @Test
    void setsCountTheSameWhateverTheirSize() {
        MeanBootstrap.Result result =
                MeanBootstrap.DEFAULT.of(List.of(new double[] {0.2, 0.2, 0.2, 0.2}, new double[] {0.0}));

        assertThat(result.difference()).isCloseTo(0.1, within(1e-9));
        assertThat(result.low()).isCloseTo(0.1, within(1e-9));
        assertThat(result.p()).isLessThan(0.001);
    }
}
