package io.vizsla.retrieval.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import io.vizsla.retrieval.calibration.LogitLineFit.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogitLineFitTest {

    @RepeatedTest(5)
    void findsTheLineThatTheOutcomesWereDrawnBy() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        LogitLine drawn = new LogitLine(0.5 + random.nextDouble(), random.nextDouble() * 4 - 2, -100);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double said = random.nextDouble();
            samples.add(new Sample(said, random.nextDouble() < drawn.probability(said)));
        }

        LogitLine fitted = LogitLineFit.fit(samples);

        assertThat(fitted.slope()).as("seed " + seed).isCloseTo(drawn.slope(), within(0.12));
        assertThat(fitted.offset()).as("seed " + seed).isCloseTo(drawn.offset(), within(0.15));
    }

    @Test
    void whatIsSaidTooLowIsRaisedToWhatHappens() {
        List<Sample> samples = new ArrayList<>(Collections.nCopies(300, new Sample(0.2, true)));
        samples.addAll(Collections.nCopies(300, new Sample(0.2, false)));

        assertThat(LogitLineFit.fit(samples).probability(0.2)).isCloseTo(0.5, within(0.01));
    }

    @Test
    void littleDataChangesLittle() {
        assertThat(LogitLineFit.fit(List.of()).probability(0.3)).isCloseTo(0.3, within(1e-9));
        assertThat(LogitLineFit.fit(List.of(new Sample(0.5, true))).probability(0.5))
                .isBetween(0.5, 0.65);
    }

    /** What lies far below all that was seen are hits of queries that nothing answers. */
    @RepeatedTest(5)
    void whatWasNeverSeenStaysAsItIsAndNothingOvertakes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        LogitLine line = new LogitLine(0.1 + 3 * random.nextDouble(), random.nextGaussian() * 4, -3);

        double last = 0;
        for (double logit = -20; logit < 5; logit += 0.01) {
            double probability = line.probability(1 / (1 + Math.exp(-logit)));
            assertThat(probability).as("seed " + seed).isGreaterThanOrEqualTo(last);
            last = probability;
        }
        LogitLine raised = new LogitLine(0.5, 0.5, -3);
        assertThat(raised.probability(0.0005)).isCloseTo(0.0005, within(1e-9));
        assertThat(raised.probability(0.1)).isGreaterThan(0.15);
    }

    /** Whoever ranks the wrong way round gets a flat line, not one that turns the hits around. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "true, true", "false, false"})
    void theOrderStaysWhateverHappened(boolean isLowRelevant, boolean isHighRelevant) {
        List<Sample> samples = new ArrayList<>();
        for (double said : new double[] {0, 1e-300, 0.01, 0.1}) {
            samples.addAll(Collections.nCopies(50, new Sample(said, isLowRelevant)));
        }
        for (double said : new double[] {0.9, 0.99, 1}) {
            samples.addAll(Collections.nCopies(50, new Sample(said, isHighRelevant)));
        }

        LogitLine fitted = LogitLineFit.fit(samples);

        double last = 0;
        for (double said = 0; said <= 1; said += 0.01) {
            double probability = fitted.probability(said);
            assertThat(probability).isBetween(last, 1.0);
            last = probability;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, slope",
        "-1, 0, 0, slope",
        "NaN, 0, 0, slope",
        "Infinity, 0, 0, slope",
        "1, NaN, 0, offset",
        "1, Infinity, 0, offset",
        "1, 0, NaN, from"
    })
    void linesThatFallOrAreNoneAreRefused(double slope, double offset, double from, String field) {
        assertThatThrownBy(() -> new LogitLine(slope, offset, from))
                .isInstanceOfSatisfying(VizslaException.class, refused -> assertThat(refused.field())
                        .hasValue("calibration." + field));
    }
}
