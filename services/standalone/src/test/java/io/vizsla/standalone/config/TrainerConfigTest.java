package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerConfigTest {

    @Test
    void hasDefaults() {
        TrainerConfig config = TrainerBounds.checked(Configs.defaults(TrainerConfig.class));

        assertThat(config.classPath()).isEmpty();
        assertThat(config.heap().asLongValue()).isEqualTo(2L << 30);
        assertThat(config.memory().asLongValue()).isEqualTo(8L << 30);
        assertThat(config.device()).isEqualTo("auto");
        assertThat(config.nice()).isEqualTo(10);
    }

    @Test
    void mapsEverySetting() {
        TrainerConfig config = TrainerBounds.checked(Configs.of(
                TrainerConfig.class,
                "vizsla.trainer",
                Map.of("class-path", "/trainer.jar", "heap", "1M", "memory", "0", "device", "cpu", "nice", "19")));

        assertThat(config.classPath()).contains("/trainer.jar");
        assertThat(config.heap().asLongValue()).isEqualTo(1 << 20);
        assertThat(config.memory().asLongValue()).isZero();
        assertThat(config.device()).isEqualTo("cpu");
        assertThat(config.nice()).isEqualTo(19);
    }

    @ParameterizedTest
    @CsvSource({
        "heap, 0, above 0",
        "memory, 1M, at least the heap",
        "device, gpu, 'auto, cpu or cuda'",
        "nice, -1, between 0 and 19",
        "nice, 20, between 0 and 19"
    })
    void whatIsOutOfBoundsIsNamedWithValueAndBound(String setting, String value, String bound) {
        TrainerConfig config = Configs.of(TrainerConfig.class, "vizsla.trainer", Map.of(setting, value));

        assertThatThrownBy(() -> TrainerBounds.checked(config))
                .isInstanceOfSatisfying(VizslaException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                    assertThat(refused.field()).contains("vizsla.trainer." + setting);
                    assertThat(refused.value()).isPresent();
                    assertThat(refused.bound().orElseThrow()).contains(bound);
                });
    }
}
