package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import org.junit.jupiter.api.Test;

/** The values are those of {@code scipy.stats.kendalltau} 1.17.1. */
class KendallTauTest {

    @Test
    void withoutTiesItIsTheShareOfPairsInTheSameOrderLessThatOfTheOthers() {
        assertTau(new double[] {1, 2, 3, 4}, new double[] {1, 2, 4, 3}, 0.6666666666666669);
        assertTau(new double[] {1, 2, 3, 4, 5}, new double[] {10, 20, 30, 40, 50}, 1);
        assertTau(new double[] {1, 2, 3}, new double[] {3, 2, 1}, -1);
    }

    @Test
    void tiesAreTakenOut() {
        assertTau(new double[] {12, 2, 1, 12, 2}, new double[] {1, 4, 7, 1, 0}, -0.4714045207910316);
        assertTau(new double[] {1, 2, 2, 3, 5, 5, 5}, new double[] {3, 1, 1, 2, 2, 7, 6}, 0.44513190725972573);
        assertTau(
                new double[] {0.746, 0.699, 0.752, 0.758, 0.761, 0.768, 0.771, 0.771},
                new double[] {0.715, 0.684, 0.730, 0.740, 0.742, 0.740, 0.745, 0.744},
                0.8888888888888888);
    }

    @Test
    void bothZerosAreTied() {
        assertTau(new double[] {0.0, -0.0, 1}, new double[] {1, 1, 2}, 1);
    }

    @Test
    void aConstantListOrdersNothing() {
        assertThat(KendallTau.of(new double[] {1, 1, 1}, new double[] {1, 2, 3}))
                .isZero();
    }

    @Test
    void refusesWhatHasNoOrder() {
        assertThatThrownBy(() -> KendallTau.of(new double[] {1, 2}, new double[] {1}))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("2 and 1");
        assertThatThrownBy(() -> KendallTau.of(new double[] {1}, new double[] {1}))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("at least 2");
        assertThatThrownBy(() -> KendallTau.of(new double[] {1, 2}, new double[] {1, Double.NaN}))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("NaN");
    }

    private static void assertTau(double[] one, double[] other, double expected) {
        assertThat(KendallTau.of(one, other)).isCloseTo(expected, within(1e-12));
        assertThat(KendallTau.of(other, one)).isCloseTo(expected, within(1e-12));
    }
}
