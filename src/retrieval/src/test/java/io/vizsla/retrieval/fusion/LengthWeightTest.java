package io.vizsla.retrieval.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.query.QueryContext;
import io.vizsla.retrieval.Candidates;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LengthWeightTest {

    private final LengthWeight weight = new LengthWeight(0.4, 0.1, 10, 0.25, 0.6);

    @Test
    void isTheShareAtItsNumberOfTerms() {
        assertThat(weight.of(terms(10))).isEqualTo(0.4, within(1e-12));
    }

    @Test
    void fallsByTheSlopeWithEachFactorOfE() {
        assertThat(weight.of(terms(5))).isEqualTo(0.4 + 0.1 * Math.log(2), within(1e-12));
        assertThat(weight.of(terms(20))).isEqualTo(0.4 - 0.1 * Math.log(2), within(1e-12));
    }

    @Test
    void staysWithinItsBounds() {
        assertThat(weight.of(terms(1))).isEqualTo(0.6);
        assertThat(weight.of(terms(1000))).isEqualTo(0.25);
    }

    @Test
    void isNothingWithoutTerms() {
        assertThat(weight.of(terms(0))).isZero();
    }

    private static QueryContext terms(int count) {
        Map<String, Long> frequencies = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            frequencies.put("t" + i, 1L);
        }
        return Candidates.context(100, frequencies);
    }
}
