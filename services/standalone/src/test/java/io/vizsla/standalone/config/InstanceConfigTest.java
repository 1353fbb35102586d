package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceConfigTest {

    @Test
    void hasDefaults() {
        InstanceConfig config = Configs.defaults(InstanceConfig.class);

        assertThat(config.dataDir()).isEqualTo(Path.of("data"));
        assertThat(config.handbookDir()).isEmpty();
        assertThat(config.root()).isEmpty();
    }

    @Test
    void mapsEverySetting() {
        InstanceConfig config =
                Configs.of(InstanceConfig.class, "vizsla", Map.of("data-dir", "d", "handbook-dir", "h", "root", "r"));

        assertThat(config.dataDir()).isEqualTo(Path.of("d"));
        assertThat(config.handbookDir()).contains(Path.of("h"));
        assertThat(config.root()).contains(Path.of("r"));
    }
}
