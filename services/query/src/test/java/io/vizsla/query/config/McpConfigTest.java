package io.vizsla.query.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.query.testing.Configs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class McpConfigTest {

    @Test
    void hasDefaults() {
        assertThat(Configs.defaults(McpConfig.class).origins()).isEmpty();
    }

    @Test
    void mapsEverySetting() {
        McpConfig config = Configs.of(McpConfig.class, Map.of("vizsla.mcp.origins", "https://a.example,http://b:81"));

        assertThat(config.origins()).contains(List.of("https://a.example", "http://b:81"));
    }
}
