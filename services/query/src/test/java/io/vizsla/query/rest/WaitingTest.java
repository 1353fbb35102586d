package io.vizsla.query.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.testing.Configs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingTest {

    private final LimitsConfig limits = Configs.defaults(LimitsConfig.class);

    @Test
    void doesNotWaitUnlessAsked() {
        assertThat(Waiting.of(null, null, limits)).isEmpty();
        assertThat(Waiting.of("indexed", null, limits)).contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "30s,30000", "5m,300000", "1h,3600000"})
    void readsTimes(String text, long millis) {
        assertThat(Waiting.of("indexed", text, limits)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "-1s", "30", "2h", "1d", "999999999h", "9999999999s", "1.5s", "PT30S"})
    void refusesOtherTimes(String text) {
        assertThatThrownBy(() -> Waiting.of("indexed", text, limits))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.field()).contains("timeout"));
    }

    @Test
    void refusesOtherGoals() {
        assertThatThrownBy(() -> Waiting.of("forever", null, limits))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.field()).contains("wait"));
    }
}
