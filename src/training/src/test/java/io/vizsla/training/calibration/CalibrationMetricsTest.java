package io.vizsla.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationMetricsTest {

    private static final float[] ANY = {1};

    private static QueryScores scores(double[] cosines, boolean... relevant) {
        return new QueryScores(ANY, cosines, relevant);
    }

    /** By hand: in order + - + - -, so precisions 1 and 2/3 at the relevant ones. */
    @Test
    void areThoseOfAListByHand() {
        List<QueryScores> queries = List.of(
                scores(new double[] {0.9, 0.8, 0.1}, true, false, false), scores(new double[] {0.7, 0.3}, true, false));

        CalibrationMetrics found = CalibrationMetrics.of(QueryScores::cosines, queries);

        assertThat(found.prAuc()).isCloseTo((1 + 2.0 / 3) / 2, within(1e-12));
        assertThat(found.precisionAtRecall80()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(found.precisionAtRecall95()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(found.filtered()).isCloseTo(0.4, within(1e-12));
        assertThat(found.nullRate()).isZero();
        assertThat(found.calibrationError()).isCloseTo((0.1 + 0.8 + 0.3 + 0.3 + 0.1) / 5, within(1e-12));
    }

    @Test
    void equalProbabilitiesAreNotCutApart() {
        List<QueryScores> queries = List.of(scores(new double[] {0.5, 0.5, 0.5, 0.5}, false, true, false, false));

        CalibrationMetrics found = CalibrationMetrics.of(QueryScores::cosines, queries);

        assertThat(found.prAuc()).isEqualTo(0.25);
        assertThat(found.precisionAtRecall80()).isEqualTo(0.25);
        assertThat(found.filtered()).isZero();
    }

    /** Twenty relevant pairs of one query and one of another: 95 % are kept without the other. */
    @Test
    void aQueryThatLosesAllIsCounted() {
        double[] high = new double[20];
        boolean[] all = new boolean[20];
        for (int i = 0; i < high.length; i++) {
            high[i] = 0.9;
            all[i] = true;
        }

        CalibrationMetrics found = CalibrationMetrics.of(
                QueryScores::cosines,
                List.of(scores(high, all), scores(new double[] {0.2}, true), scores(new double[] {0.1}, false)));

        assertThat(found.nullRate()).isEqualTo(0.5);
    }

    @Test
    void withoutARelevantPairThereIsNothingToMeasure() {
        assertThatThrownBy(
                        () -> CalibrationMetrics.of(QueryScores::cosines, List.of(scores(new double[] {0.5}, false))))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("relevant = none of 1 pairs");
    }

    /** What stands out of its own list counts, whatever the list's middle. */
    @Test
    void zScoresSeeTheMiddleThatALineDoesNot() {
        List<QueryScores> learned = Searches.random(Seeds.random("CalibrationMetricsTest"), 400);

        CalibrationMetrics line = CalibrationMetrics.of(GlobalLine.fit(learned), learned);
        CalibrationMetrics standing = CalibrationMetrics.of(ZScoreLine.fit(learned), learned);

        assertThat(standing.prAuc()).isGreaterThan(line.prAuc() + 0.1);
        assertThat(standing.calibrationError()).isLessThan(0.05);
    }

    /** At the greatest likelihood the mean prediction is what was observed. */
    @Test
    void aLineIsCalibratedInTheMean() {
        List<QueryScores> learned = Searches.random(Seeds.random("CalibrationMetricsTest"), 100);
        LogisticLine line = LogisticLine.fit(Pairs.scores(learned, QueryScores::cosines), Pairs.relevant(learned));

        double predicted = 0;
        double observed = 0;
        for (QueryScores query : learned) {
            for (int i = 0; i < query.cosines().length; i++) {
                predicted += line.probability(query.cosines()[i]);
                observed += query.relevant()[i] ? 1 : 0;
            }
        }

        assertThat(predicted).isCloseTo(observed, within(0.1));
    }

    @Test
    void aListWithoutSpreadHasNoStanding() {
        List<QueryScores> learned =
                List.of(scores(new double[] {0.5, 0.5}, true, false), scores(new double[] {0.9, 0.1}, true, false));

        double[] found = ZScoreLine.fit(learned).probabilities(learned.getFirst());

        assertThat(found[0]).isEqualTo(found[1]).isBetween(0.0, 1.0);
    }
}
