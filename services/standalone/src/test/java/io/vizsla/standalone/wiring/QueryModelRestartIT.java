package io.vizsla.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.encoding.EncoderListener;
import io.vizsla.models.ModelFolders;
import io.vizsla.query.collection.ServedCollections;
import io.vizsla.standalone.config.Configs;
import io.vizsla.standalone.config.EncoderConfig;
import io.vizsla.standalone.config.IndexConfig;
import io.vizsla.standalone.config.IngestConfig;
import io.vizsla.standalone.config.KafkaConfig;
import io.vizsla.standalone.rest.QueryModels;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collection whose queries another model reads, across restarts. */
class QueryModelRestartIT {

    private static final String MODEL = "all-minilm-l6-v2";

    @TempDir
    private Path data;

    @Test
    void theModelServesAgainAfterARestartAndIsNamedWhereItIsGone() throws Exception {
        try (StandaloneParts parts = start()) {
            QueryModels.write(data.resolve("models"), MODEL, 384);
            CollectionSpec spec =
                    new CollectionSpec("dogs", MODEL, "en", new Cutting(64, 0), FieldSchema.EMPTY, Map.of());
            parts.registry.put(spec);
            OpenCollection before = parts.collections.get("dogs");
            parts.registry.put(spec.withQueryModels(spec.queryModels().with(QueryModels.TURNED, MODEL)));

            OpenCollection after = parts.collections.get("dogs");

            assertThat(after.encoder().queryCard().name()).isEqualTo(QueryModels.TURNED);
            assertThat(after.index()).isSameAs(before.index());
        }
        try (StandaloneParts parts = start()) {
            OpenCollection restarted = parts.collections.get("dogs");

            assertThat(restarted.encoder().queryCard().name()).isEqualTo(QueryModels.TURNED);
            assertThat(restarted.encoder().card().name()).isEqualTo(MODEL);
            assertThat(restarted.spec().queryModels().previous()).isEqualTo(MODEL);
        }
        new ModelFolders(data.resolve("models")).remove(QueryModels.TURNED);
        try (StandaloneParts parts = start()) {
            assertThatThrownBy(() -> new ServedCollections(parts.collections).get("dogs"))
                    .isInstanceOfSatisfying(VizslaException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.NOT_READY);
                        assertThat(refused.detail()).contains("dogs", QueryModels.TURNED);
                    });
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
}
