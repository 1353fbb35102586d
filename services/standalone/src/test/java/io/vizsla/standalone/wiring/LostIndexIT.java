package io.vizsla.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.encoding.EncoderListener;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.standalone.config.Configs;
import io.vizsla.standalone.config.EncoderConfig;
import io.vizsla.standalone.config.IndexConfig;
import io.vizsla.standalone.config.IngestConfig;
import io.vizsla.standalone.config.KafkaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance whose user removed the folder of indexes. */
class LostIndexIT {

    private static final String MODEL = "all-minilm-l6-v2";

    @TempDir
    private Path data;

    @Test
    void isFilledFromTheLogAtTheNextStart() throws Exception {
        try (StandaloneParts parts = start()) {
            parts.registry.put(
                    new CollectionSpec("dogs", MODEL, "en", new Cutting(64, 0), FieldSchema.EMPTY, Map.of()));
            put(parts, "vizsla", "The Vizsla points at game birds.");
            put(parts, "puli", "The Puli herds sheep.");
            assertThat(found(parts, "herding sheep")).isEqualTo("puli");
        }
        delete(data.resolve("index"));

        try (StandaloneParts parts = start()) {
            for (int i = 0; i < 2400 && !parts.indexer.trouble().isEmpty(); i++) {
                Thread.sleep(50);
            }
            assertThat(parts.indexer.trouble()).isEmpty();
            assertThat(found(parts, "herding sheep")).isEqualTo("puli");
            assertThat(found(parts, "pointing at birds")).isEqualTo("vizsla");
            assertThat(parts.collections.get("dogs").index().stats().chunks()).isEqualTo(2);
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

    private static void put(StandaloneParts parts, String id, String text) throws Exception {
        DocumentRef document = new DocumentRef("dogs", id);
        parts.log
                .append(document, DocumentBody.ofText(null, text, Map.of(), null))
                .thenCompose(position -> parts.states.await(document, position))
                .get(60, TimeUnit.SECONDS);
    }

    private static String found(StandaloneParts parts, String question) {
        var collection = parts.collections.get("dogs");
        float[] vector = collection
                .encoder()
                .encode(List.of(EncodingInput.query(question)))
                .dense()[0];
        return collection
                .index()
                .search(IndexQuery.both(vector, question, 1))
                .list()
                .getFirst()
                .id()
                .document()
                .id();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
