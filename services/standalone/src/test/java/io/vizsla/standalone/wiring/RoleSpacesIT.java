package io.vizsla.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.encoding.EncoderListener;
import io.vizsla.standalone.config.Configs;
import io.vizsla.standalone.config.EncoderConfig;
import io.vizsla.standalone.config.IndexConfig;
import io.vizsla.standalone.config.IngestConfig;
import io.vizsla.standalone.config.KafkaConfig;
import io.vizsla.standalone.rest.TestModels;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model with prompts of its own for each role writes into four spaces, and none of them is taken for another. */
class RoleSpacesIT {

    private static final String MODEL = "all-minilm-l6-v2";
    private static final String WITH_ROLES = "minilm-roles";

    @TempDir
    private Path data;

    @Test
    void anIndexIsRefusedUnderAnotherRole() throws Exception {
        try (StandaloneParts parts = start()) {
            TestModels.copy(data.resolve("models"), MODEL, WITH_ROLES, TestModels::addRoles);
            Map<Purpose, Space> spaces = new EnumMap<>(Purpose.class);
            for (Purpose purpose : Purpose.values()) {
                parts.registry.put(collection(purpose.id(), WITH_ROLES, purpose));
                parts.registry.put(collection(purpose.id() + "-alike", MODEL, purpose));
                spaces.put(purpose, space(parts, purpose.id()));
            }
            assertThat(spaces.values()).doesNotHaveDuplicates().doesNotContain(space(parts, "tool-alike"));
            assertThat(space(parts, "memory-alike")).isEqualTo(space(parts, "knowledge-alike"));

            for (Purpose purpose : Purpose.values()) {
                Purpose other = Purpose.values()[(purpose.ordinal() + 1) % Purpose.values().length];
                parts.registry.put(collection(purpose.id(), WITH_ROLES, other));

                assertThatThrownBy(() -> parts.collections.get(purpose.id()))
                        .isInstanceOfSatisfying(VizslaException.class, refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.SPACE_MISMATCH);
                            assertThat(refused.bound()).isNotEmpty();
                        });
                parts.registry.put(collection(purpose.id(), WITH_ROLES, purpose));
                assertThat(space(parts, purpose.id())).isEqualTo(spaces.get(purpose));
            }
        }
    }

    private StandaloneParts start() {
        return StandaloneParts.start(
                new StandaloneParts.Settings(
                        data,
                        MODEL,
                        Configs.of(KafkaConfig.class, "vizsla.kafka", Map.of("port", "0")),
                        Configs.defaults(EncoderConfig.class),
                        Configs.defaults(IngestConfig.class),
                        Configs.defaults(IndexConfig.class)),
                EncoderListener.NONE);
    }

    private static CollectionSpec collection(String name, String model, Purpose purpose) {
        return new CollectionSpec(
                name, model, "en", new Cutting(64, 0), FieldSchema.EMPTY, purpose, Tasks.NONE, Map.of());
    }

    private static Space space(StandaloneParts parts, String collection) {
        return parts.collections.get(collection).index().spec().space();
    }
}
