package io.vizsla.query.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.query.testing.Configs;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LimitsConfigTest {

    private static final long MIB = 1 << 20;

    @Test
    void hasDefaults() {
        LimitsConfig config = Configs.defaults(LimitsConfig.class);

        assertThat(config.jsonBody().asLongValue()).isEqualTo(16 * MIB);
        assertThat(config.bodyMemory().asLongValue()).isEqualTo(64 * MIB);
        assertThat(config.file().asLongValue()).isEqualTo(32 * MIB);
        assertThat(config.upload().asLongValue()).isEqualTo(1024 * MIB);
        assertThat(config.filesPerUpload()).isEqualTo(1000);
        assertThat(config.bulkLine().asLongValue()).isEqualTo(16 * MIB);
        assertThat(config.bulkInFlight().asLongValue()).isEqualTo(64 * MIB);
        assertThat(config.bulkWaiting()).isEqualTo(10_000);
        assertThat(config.listedErrors()).isEqualTo(1000);
        assertThat(config.queryCharacters()).isEqualTo(8192);
        assertThat(config.topK()).isEqualTo(1000);
        assertThat(config.demonstrations()).isEqualTo(16);
        assertThat(config.pageSize()).isEqualTo(1000);
        assertThat(config.embeddingInputs()).isEqualTo(2048);
        assertThat(config.rerankDocuments()).isEqualTo(1000);
        assertThat(config.defaultWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.longestWait()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void mapsEverySetting() {
        Map<String, String> settings = Map.ofEntries(
                Map.entry("json-body", "1M"),
                Map.entry("body-memory", "17M"),
                Map.entry("file", "2M"),
                Map.entry("upload", "3M"),
                Map.entry("files-per-upload", "4"),
                Map.entry("bulk-line", "5M"),
                Map.entry("bulk-in-flight", "6M"),
                Map.entry("bulk-waiting", "7"),
                Map.entry("listed-errors", "8"),
                Map.entry("query-characters", "9"),
                Map.entry("top-k", "10"),
                Map.entry("demonstrations", "11"),
                Map.entry("page-size", "12"),
                Map.entry("embedding-inputs", "13"),
                Map.entry("rerank-documents", "14"),
                Map.entry("default-wait", "15s"),
                Map.entry("longest-wait", "16m"));
        LimitsConfig config = Configs.of(
                LimitsConfig.class,
                settings.entrySet().stream()
                        .collect(
                                Collectors.toMap(setting -> "vizsla.limits." + setting.getKey(), Map.Entry::getValue)));

        assertThat(config.jsonBody().asLongValue()).isEqualTo(MIB);
        assertThat(config.bodyMemory().asLongValue()).isEqualTo(17 * MIB);
        assertThat(config.file().asLongValue()).isEqualTo(2 * MIB);
        assertThat(config.upload().asLongValue()).isEqualTo(3 * MIB);
        assertThat(config.filesPerUpload()).isEqualTo(4);
        assertThat(config.bulkLine().asLongValue()).isEqualTo(5 * MIB);
        assertThat(config.bulkInFlight().asLongValue()).isEqualTo(6 * MIB);
        assertThat(config.bulkWaiting()).isEqualTo(7);
        assertThat(config.listedErrors()).isEqualTo(8);
        assertThat(config.queryCharacters()).isEqualTo(9);
        assertThat(config.topK()).isEqualTo(10);
        assertThat(config.demonstrations()).isEqualTo(11);
        assertThat(config.pageSize()).isEqualTo(12);
        assertThat(config.embeddingInputs()).isEqualTo(13);
        assertThat(config.rerankDocuments()).isEqualTo(14);
        assertThat(config.defaultWait()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.longestWait()).isEqualTo(Duration.ofMinutes(16));
        assertThat(LimitsConfig.class.getDeclaredMethods()).hasSize(settings.size());
    }
}
