package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryConfigTest {

    @Test
    void isOffUnlessACollectorIsNamed() {
        assertThat(Configs.defaults(TelemetryConfig.class).on()).isFalse();
        assertThat(config("").on()).isFalse();
        assertThat(config(" ").on()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:4318", "https://collector.example.com", "HTTP://[::1]:4318/otlp"})
    void mapsTheCollector(String address) {
        assertThat(config(address).otlp()).contains(address);
        assertThat(config(address).on()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:4318",
                "true",
                "grpc://localhost:4317",
                "http://",
                "http://a b",
                "http://localhost:99999"
            })
    void refusesWhatIsNoAddressOfACollector(String given) {
        assertThatThrownBy(() -> config(given).on())
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("vizsla.telemetry.otlp")
                .hasMessageContaining(given)
                .hasMessageContaining("http://localhost:4318");
    }

    private static TelemetryConfig config(String otlp) {
        return Configs.of(TelemetryConfig.class, "vizsla.telemetry", Map.of("otlp", otlp));
    }
}
