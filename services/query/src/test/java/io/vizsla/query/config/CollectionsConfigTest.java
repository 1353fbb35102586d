package io.vizsla.query.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.query.testing.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectionsConfigTest {

    @Test
    void hasDefaults() {
        CollectionsConfig config = Configs.defaults(CollectionsConfig.class);

        assertThat(config.model()).isEqualTo("bge-small-en-v1.5");
        assertThat(config.language()).isEqualTo("en");
        assertThat(config.maxTokens()).isEqualTo(512);
        assertThat(config.overlap()).isEqualTo(64);
        assertThat(config.deleteTimeout()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void mapsEverySetting() {
        CollectionsConfig config = Configs.of(
                CollectionsConfig.class,
                Map.of(
                        "vizsla.collections.model", "m",
                        "vizsla.collections.language", "de",
                        "vizsla.collections.max-tokens", "100",
                        "vizsla.collections.overlap", "10",
                        "vizsla.collections.delete-timeout", "7s"));

        assertThat(config.model()).isEqualTo("m");
        assertThat(config.language()).isEqualTo("de");
        assertThat(config.maxTokens()).isEqualTo(100);
        assertThat(config.overlap()).isEqualTo(10);
        assertThat(config.deleteTimeout()).isEqualTo(Duration.ofSeconds(7));
    }
}
