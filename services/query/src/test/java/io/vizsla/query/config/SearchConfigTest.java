package io.vizsla.query.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.query.testing.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchConfigTest {

    @Test
    void hasDefaults() {
        SearchConfig config = Configs.defaults(SearchConfig.class);

        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.concurrent()).isEqualTo(64);
    }

    @Test
    void mapsEverySetting() {
        SearchConfig config =
                Configs.of(SearchConfig.class, Map.of("vizsla.search.timeout", "2s", "vizsla.search.concurrent", "3"));

        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.concurrent()).isEqualTo(3);
    }
}
