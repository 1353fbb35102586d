package io.vizsla.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.artefacts.S3Options;
import io.vizsla.index.milvus.MilvusOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeTest {

    private static final Map<String, String> KAFKA = Map.of("bootstrap-servers", "kafka:9092");
    private static final Map<String, String> MILVUS = Map.of("store", "milvus");

    private static Node node(Map<String, String> cluster, Map<String, String> kafka, Map<String, String> index) {
        return Node.of(
                Configs.of(ClusterConfig.class, "vizsla.cluster", cluster),
                Configs.of(KafkaConfig.class, "vizsla.kafka", kafka),
                Configs.of(IndexConfig.class, "vizsla.index", index),
                Configs.defaults(MilvusConfig.class),
                Configs.defaults(ArtefactsConfig.class));
    }

    @Test
    void aBucketIsMappedAndChecked() {
        assertThat(Configs.defaults(ArtefactsConfig.class).options()).isEmpty();
        assertThat(bucket(Map.of("bucket", "mine", "endpoint", "http://minio:9000", "prefix", "v/"))
                        .options())
                .contains(new S3Options(
                        "mine",
                        "v/",
                        URI.create("http://minio:9000"),
                        "us-east-1",
                        null,
                        null,
                        Duration.ofSeconds(30)));
        assertThatThrownBy(() ->
                        bucket(Map.of("bucket", "mine", "access-key", "a")).options())
                .hasMessageContaining("vizsla.artefacts.s3.secret-key");
    }

    private static ArtefactsConfig bucket(Map<String, String> settings) {
        return Configs.of(ArtefactsConfig.class, "vizsla.artefacts.s3", settings);
    }

    @Test
    void isAloneByDefault() {
        assertThat(node(Map.of(), Map.of(), Map.of())).isEqualTo(Node.ALONE);
    }

    @Test
    void mapsEverySetting() {
        Node node = node(
                Map.of("role", "query", "instance", "q1", "start-wait", "3s", "artefacts-dir", "a"), KAFKA, MILVUS);

        assertThat(node.role()).isEqualTo(Role.QUERY);
        assertThat(node.role().writesIndexes()).isFalse();
        assertThat(node.instance()).isEqualTo("q1");
        assertThat(node.startWait()).isEqualTo(Duration.ofSeconds(3));
        assertThat(node.artefacts()).contains(Path.of("a"));
        assertThat(node.milvus())
                .contains(MilvusOptions.of("http://localhost:19530").withGraph(16, 128, 150));
    }

    @Test
    void anIndexerIsNamedLikeItsHost() {
        assertThat(node(Map.of("role", "indexer", "artefacts-dir", "a"), KAFKA, MILVUS)
                        .instance())
                .isNotBlank()
                .isNotEqualTo("standalone");
    }

    @Test
    void aNameThatKafkaDoesNotTakeIsRefused() {
        for (String name : List.of("the only one", "größe", "a/b", "x".repeat(101))) {
            assertThatThrownBy(() ->
                            node(Map.of("role", "indexer", "artefacts-dir", "a", "instance", name), KAFKA, MILVUS))
                    .hasMessageContaining("vizsla.cluster.instance")
                    .hasMessageContaining("1 to 100 of a-z A-Z 0-9 . _ -");
        }
    }

    @Test
    void aRoleAmongOthersNeedsWhatTheyShare() {
        assertThatThrownBy(() -> node(Map.of("role", "indexer"), Map.of(), MILVUS))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.field()).hasValue("vizsla.kafka.bootstrap-servers"));
        assertThatThrownBy(() -> node(Map.of("role", "query"), KAFKA, Map.of()))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.field()).hasValue("vizsla.index.store"));
        assertThatThrownBy(() -> node(Map.of("role", "query"), KAFKA, MILVUS))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.field()).hasValue("vizsla.cluster.artefacts-dir"));
    }
}
