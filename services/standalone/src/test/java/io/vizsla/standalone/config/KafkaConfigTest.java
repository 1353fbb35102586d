package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vizsla.broker.BrokerOptions;
import io.vizsla.indexer.DocumentLogOptions;
import io.vizsla.indexer.TopicOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConfigTest {

    private static final Path FOLDER = Path.of("folder");

    @Test
    void hasTheDefaultsOfTheParts() {
        KafkaConfig config = Configs.defaults(KafkaConfig.class);

        assertThat(config.broker(FOLDER)).isEqualTo(BrokerOptions.in(FOLDER, 9092));
        assertThat(config.topics()).isEqualTo(TopicOptions.STANDALONE);
        assertThat(config.log()).isEqualTo(DocumentLogOptions.DEFAULT);
        assertThat(config.bootstrapServers()).isEmpty();
        assertThat(config.client()).isEmpty();
    }

    @Test
    void mapsEverySetting() {
        KafkaConfig config = Configs.of(
                KafkaConfig.class,
                "vizsla.kafka",
                Map.ofEntries(
                        Map.entry("bootstrap-servers", "a:1,b:2"),
                        Map.entry("client.\"security.protocol\"", "SASL_SSL"),
                        Map.entry("replicas", "3"),
                        Map.entry("min-in-sync-replicas", "2"),
                        Map.entry("host", "localhost"),
                        Map.entry("port", "1"),
                        Map.entry("message-bytes", "4M"),
                        Map.entry("internal-partitions", "5"),
                        Map.entry("partitions", "6"),
                        Map.entry("document-bytes", "3M"),
                        Map.entry("dead-letter-retention", "7d"),
                        Map.entry("tombstone-retention", "8d"),
                        Map.entry("claim-bytes", "9K"),
                        Map.entry("compression", "zstd"),
                        Map.entry("buffer-bytes", "10M"),
                        Map.entry("block-for", "11s"),
                        Map.entry("deliver-for", "12s")));

        assertThat(config.bootstrapServers()).contains("a:1,b:2");
        assertThat(config.client()).isEqualTo(Map.of("security.protocol", "SASL_SSL"));
        assertThat(config.broker(FOLDER)).isEqualTo(new BrokerOptions(FOLDER, "localhost", 1, 4 << 20, 5));
        assertThat(config.topics())
                .isEqualTo(new TopicOptions(6, (short) 3, (short) 2, 3 << 20, Duration.ofDays(7), Duration.ofDays(8)));
        assertThat(config.log())
                .isEqualTo(new DocumentLogOptions(
                        9 << 10, "zstd", 10 << 20, Duration.ofSeconds(11), Duration.ofSeconds(12)));
    }

    @Test
    void takesKafkasOwnSettingsOutOfTheEnvironment() {
        KafkaConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(KafkaConfig.class)
                .withSources(new EnvConfigSource(
                        Map.of(
                                "VIZSLA_KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL",
                                "VIZSLA_KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION", "/etc/vizsla/authorities.pem"),
                        EnvConfigSource.DEFAULT_ORDINAL))
                .build()
                .getConfigMapping(KafkaConfig.class);

        assertThat(config.client())
                .isEqualTo(Map.of(
                        "security.protocol", "SASL_SSL", "ssl.truststore.location", "/etc/vizsla/authorities.pem"));
    }

    @Test
    void refusesClaimsThatTheTopicWouldNotTake() {
        KafkaConfig config =
                Configs.of(KafkaConfig.class, "vizsla.kafka", Map.of("claim-bytes", "2M", "document-bytes", "1M"));

        assertThatThrownBy(config::log).hasMessageContaining("vizsla.kafka.claim-bytes = 2097152");
    }
}
