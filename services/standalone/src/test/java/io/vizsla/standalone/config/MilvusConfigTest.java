package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.index.milvus.MilvusTls;
import io.vizsla.testkit.TestAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilvusConfigTest {

    @Test
    void hasTheDefaultsOfTheStore() {
        MilvusOptions options = Configs.defaults(MilvusConfig.class).options(Configs.defaults(IndexConfig.class));

        assertThat(options).isEqualTo(MilvusOptions.of("http://localhost:19530").withGraph(16, 128, 150));
    }

    @Test
    void mapsEverySetting(@TempDir Path folder) {
        TestAuthority authority = TestAuthority.in(folder);
        TestAuthority.Identity identity = authority.issue("own");
        MilvusTls tls = new MilvusTls(
                authority.certificate().toString(),
                identity.certificate().toString(),
                identity.key().toString());
        MilvusConfig config = Configs.of(
                MilvusConfig.class,
                "vizsla.milvus",
                Map.ofEntries(
                        Map.entry("uri", "https://milvus:1"),
                        Map.entry("token", "root:secret"),
                        Map.entry("tls.authorities", tls.authorities()),
                        Map.entry("tls.certificate", tls.certificate()),
                        Map.entry("tls.key", tls.key()),
                        Map.entry("database", "db"),
                        Map.entry("prefix", "p_"),
                        Map.entry("batch-bytes", "1M"),
                        Map.entry("call-timeout", "2s"),
                        Map.entry("patience", "3s"),
                        Map.entry("staleness", "4s"),
                        Map.entry("statistics-age", "5s")));
        IndexConfig index = Configs.of(
                IndexConfig.class,
                "vizsla.index",
                Map.of("k1", "1.5", "b", "0.5", "max-connections", "6", "beam-width", "7", "min-candidates", "8"));

        assertThat(config.options(index))
                .isEqualTo(new MilvusOptions(
                        "https://milvus:1",
                        "root:secret",
                        tls,
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
