package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.evaluation.PairedBootstrap;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a blend must do to queries that it was not chosen on. */
class FitCheckTest {

    @Test
    void holdsIfOneKindGainsForCertainAndTheOtherLosesTooLittleToCount() {
        assertThat(check(gain(0.047, 0.040, 0.055), gain(-0.001, -0.002, 0.000)).holds())
                .isTrue();
        assertThat(check(gain(0.020, -0.001, 0.040), gain(0.001, -0.002, 0.003)).holds())
                .isFalse();
        assertThat(new FitCheck(gain(0.047, 0.040, 0.055), Optional.empty()).holds())
                .isTrue();
    }

    @Test
    void theWideIntervalOfFewQueriesExcusesNoCertainLoss() {
        assertThat(check(gain(0.073, 0.011, 0.146), gain(-0.026, -0.061, -0.001))
                        .holds())
                .isFalse();
        assertThat(check(gain(-0.026, -0.061, -0.001), gain(0.073, 0.011, 0.146))
                        .holds())
                .isFalse();
        assertThat(check(gain(0.073, 0.011, 0.146), gain(-0.026, -0.061, 0.010)).holds())
                .isTrue();
    }

    private static FitCheck check(Optional<PairedBootstrap.Result> repeated, Optional<PairedBootstrap.Result> fresh) {
        return new FitCheck(repeated, fresh);
    }

    private static Optional<PairedBootstrap.Result> gain(double mean, double low, double high) {
        return Optional.of(new PairedBootstrap.Result(27, mean, low, high, 0.05));
    }
}
