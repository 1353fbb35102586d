package io.vizsla.standalone.wiring;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.index.milvus.MilvusTls;
import io.vizsla.standalone.config.Role;
import io.vizsla.testkit.MilvusServer;
import io.vizsla.testkit.TestAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An indexer and a query process with a Kafka and a Milvus that are reached by TLS alone and ask who is there. */
@NullUnmarked // test code: the framework fills the fields
class SecuredClusterIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private TestAuthority authority;

    @BeforeEach
    void makeAuthority() {
        authority = TestAuthority.in(folder.resolve("authority"));
    }

    @Test
    void itWorksWithTheRightsThatTheGuideNamesAndNoOthers() throws Exception {
        try (SecuredKafka kafka = SecuredKafka.start(folder.resolve("kafka"), authority, "indexer", "query");
                MilvusServer milvus = MilvusServer.sealed(folder.resolve("milvus"), authority.issue("milvus"))) {
            allowAll(kafka, "indexer");
            allowAll(kafka, "query");
            allowIndexer(kafka, "indexer");
            kafka.allow("query", GROUP, LITERAL, "vizsla-indexer", DESCRIBE);
            kafka.allow("query", GROUP, LITERAL, "vizsla-indexer-rebuilds", DESCRIBE);
            try (StandaloneParts indexer = processes(kafka, "indexer", milvus).start(Role.INDEXER);
                    StandaloneParts query = processes(kafka, "query", milvus).startBeside(Role.INDEXER, Role.QUERY)) {
                query.specs.put(ClusterProcesses.spec("dogs", ClusterProcesses.MODEL));
                assertThat(ClusterProcesses.write(query, "dogs", "puli", "The Puli herds sheep.")
                                .get(ClusterProcesses.SECONDS, TimeUnit.SECONDS)
                                .state())
                        .isEqualTo(DocumentState.INDEXED);
                assertThat(ClusterProcesses.found(query, "dogs", "herding sheep"))
                        .isEqualTo("puli");
                ClusterProcesses.await(() -> query.indexer.lag() == 0);

                indexer.rebuilds.start((collection, change) -> {
                    change.run();
                    return true;
                });
                query.rebuilds.begin(
                        query.specs.find("dogs").orElseThrow(), ClusterProcesses.spec("dogs", ClusterProcesses.MODEL));
                ClusterProcesses.await(
                        () -> query.rebuilds.find("dogs").orElseThrow().state() == RebuildProgress.State.DONE);
                assertThat(ClusterProcesses.found(query, "dogs", "herding sheep"))
                        .isEqualTo("puli");
            }
        }
    }

    @Test
    void whatIsWrongAtKafkasDoorIsToldWithinTheTimeOfAStart() throws Exception {
        MilvusOptions nowhere = MilvusOptions.of("http://127.0.0.1:1");
        try (SecuredKafka kafka = SecuredKafka.start(folder.resolve("kafka"), authority, "indexer")) {
            String at = "Kafka at " + kafka.address();

            refused(
                    settings(kafka, "indexer", "wrong"),
                    nowhere,
                    ErrorCode.LOG_UNAVAILABLE,
                    at,
                    "Authentication failed");

            Map<String, String> distrusting =
                    new HashMap<>(settings(kafka, "indexer", SecuredKafka.password("indexer")));
            distrusting.remove("client.\"ssl.truststore.type\"");
            distrusting.remove("client.\"ssl.truststore.location\"");
            refused(distrusting, nowhere, ErrorCode.LOG_UNAVAILABLE, at, "SSL handshake failed");

            refused(
                    settings(kafka, "indexer", SecuredKafka.password("indexer")),
                    nowhere,
                    ErrorCode.LOG_UNAVAILABLE,
                    at,
                    "Authorization failed");
        }
    }

    @Test
    void anAddressOfNoneAndSettingsThatAreNoneAreTold() {
        MilvusOptions nowhere = MilvusOptions.of("http://127.0.0.1:1");
        refused(
                Map.of("bootstrap-servers", "kafka.invalid:9092"),
                nowhere,
                ErrorCode.LOG_UNAVAILABLE,
                "Kafka at kafka.invalid:9092",
                "bootstrap");
        refused(
                Map.of("bootstrap-servers", "127.0.0.1:1", "client.\"security.protocol\"", "SECRET"),
                nowhere,
                ErrorCode.INVALID_ARGUMENT,
                "vizsla.kafka.client",
                "security.protocol");
    }

    private void refused(Map<String, String> kafka, MilvusOptions milvus, ErrorCode code, String... words) {
        ClusterProcesses processes = new ClusterProcesses(folder.resolve("cluster"), kafka, milvus, SHORT);
        assertThatThrownBy(() -> processes.start(Role.INDEXER).close())
                .isInstanceOfSatisfying(VizslaException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.detail()).contains(words);
                });
    }

    private ClusterProcesses processes(SecuredKafka kafka, String user, MilvusServer milvus) {
        MilvusOptions store = MilvusOptions.of(milvus.uri())
                .withAccess("root:Milvus", "")
                .withTls(new MilvusTls(authority.certificate().toString(), "", ""))
                .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(5));
        return new ClusterProcesses(
                folder.resolve("cluster"), settings(kafka, user, SecuredKafka.password(user)), store, LONG);
    }

    private static Map<String, String> settings(SecuredKafka kafka, String user, String password) {
        Map<String, String> settings = new HashMap<>(Map.of("bootstrap-servers", kafka.address()));
        kafka.client(user, password).forEach((name, value) -> settings.put("client.\"" + name + "\"", value));
        return settings;
    }

    /** What {@code docs/guides/cluster.md} says that all processes do. */
    private static void allowAll(SecuredKafka kafka, String user) throws Exception {
        kafka.allow(user, TOPIC, PREFIXED, "vizsla.", READ, WRITE, DESCRIBE, CREATE, DESCRIBE_CONFIGS, ALTER_CONFIGS);
        kafka.allow(user, TRANSACTIONAL_ID, LITERAL, "vizsla-registry", WRITE, DESCRIBE);
    }

    /** What it says that indexers do besides. */
    private static void allowIndexer(SecuredKafka kafka, String user) throws Exception {
        kafka.allow(user, TRANSACTIONAL_ID, PREFIXED, "vizsla-indexer-", WRITE, DESCRIBE);
        kafka.allow(user, GROUP, LITERAL, "vizsla-indexer", READ);
        kafka.allow(user, GROUP, LITERAL, "vizsla-indexer-rebuilds", READ);
    }
}
