package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.index.milvus.MilvusOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MilvusConfigTest {

    @Test
    void hasTheDefaultsOfTheStore() {
        MilvusOptions options = Configs.defaults(MilvusConfig.class).options(Configs.defaults(IndexConfig.class));

        assertThat(options).isEqualTo(MilvusOptions.of("http://localhost:19530").withGraph(16, 128, 150));
    }

    @Test
    void mapsEverySetting() {
        MilvusConfig config = Configs.of(
                MilvusConfig.class,
                "vizsla.milvus",
                Map.of(
                        "uri", "https://milvus:1",
                        "token", "root:secret",
                        "database", "db",
                        "prefix", "p_",
                        "batch-bytes", "1M",
                        "call-timeout", "2s",
                        "patience", "3s",
                        "staleness", "4s",
                        "statistics-age", "5s"));
        IndexConfig index = Configs.of(
                IndexConfig.class,
                "vizsla.index",
                Map.of("k1", "1.5", "b", "0.5", "max-connections", "6", "beam-width", "7", "min-candidates", "8"));

        assertThat(config.options(index))
                .isEqualTo(new MilvusOptions(
                        "https://milvus:1",
                        "root:secret",
                        "db",
                        "p_",
                        1.5f,
                        0.5f,
                        6,
                        7,
                        8,
                        1 << 20,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5)));
    }
}
