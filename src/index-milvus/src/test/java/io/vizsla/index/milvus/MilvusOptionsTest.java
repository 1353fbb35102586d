package io.vizsla.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MilvusOptionsTest {

    private static final MilvusOptions DEFAULTS = MilvusOptions.of("http://milvus:19530");

    @ParameterizedTest
    @ValueSource(
            strings = {"", "milvus:19530", "ftp://milvus", "http://", "http://root:secret@milvus:19530", "http://a b"})
    void anAddressThatIsNoneIsRefused(String uri) {
        assertThatThrownBy(() -> MilvusOptions.of(uri))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.field()).hasValue("uri"));
    }

    @Test
    void boundsAreKept() {
        assertThatThrownBy(() -> DEFAULTS.withBatchBytes(1)).hasMessageContaining("batchBytes");
        assertThatThrownBy(() -> DEFAULTS.withPrefix("1")).hasMessageContaining("prefix");
        assertThatThrownBy(() -> DEFAULTS.withGraph(1, 200, 150)).hasMessageContaining("maxConnections");
        assertThatThrownBy(() -> DEFAULTS.withTimes(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("callTimeout");
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(DEFAULTS.withAccess("root:secret", "db").toString())
                .contains("db")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2.5.0", "2.6.3", "v2.10.1-dev", "v3.0.0", "milvus_lite-3.2.2"})
    void serversWithBm25AreKnown(String version) {
        assertThat(ServerFeatures.of(version).bm25()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2.3.5-lite", "2.4.17", "unknown", ""})
    void ofOthersIsSaidWhatTheyLack(String version) {
        ServerFeatures server = ServerFeatures.of(version);
        assertThat(server.bm25()).isFalse();
        assertThat(server.missing()).isNotEmpty().first().asString().contains("no BM25");
    }

    @Test
    void serversTooOldAreRefused() {
        assertThat(ServerFeatures.of("v2.3.0").bm25()).isFalse();
        assertThatThrownBy(() -> ServerFeatures.of("v2.2.16")).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(e.field()).hasValue("milvus.version");
            assertThat(e.bound()).hasValue("2.3 or later");
        });
    }

    @Test
    void moreOrderedFieldsThanThereIsRoomForAreRefused() {
        Map<String, FieldType> fields = new HashMap<>();
        for (int i = 0; i < Columns.MOST_ORDERED; i++) {
            fields.put("f" + i, FieldType.values()[i % 3]);
        }
        for (int i = 0; i < 30; i++) {
            fields.put("open" + i, FieldType.BOOLEAN);
        }
        assertThat(new Columns(FieldSchema.of(fields)).boundedFields()).hasSize(Columns.MOST_ORDERED);
        fields.put("more", FieldType.DATE);
        assertThatThrownBy(() -> new Columns(FieldSchema.of(fields)))
                .isInstanceOfSatisfying(VizslaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                    assertThat(e.field()).hasValue("fields");
                });
    }

    @Test
    void namesOfIndexesComeBack() {
        Names names = new Names("p_");
        for (String name : new String[] {"a", "a-b", "a_b", "a_d", "a--_", "0_side", "d-u_d"}) {
            assertThat(names.chunks(name)).matches("p_[a-z0-9_]+");
            assertThat(names.index(names.chunks(name))).hasValue(name);
            assertThat(names.index(names.sidecar(name))).isEmpty();
        }
        assertThat(names.index("other")).isEmpty();
        assertThat(names.index("p_A")).isEmpty();
    }
}
