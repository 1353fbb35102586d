package io.vizsla.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.encoding.EncoderListener;
import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.standalone.config.Configs;
import io.vizsla.standalone.config.EncoderConfig;
import io.vizsla.standalone.config.IndexConfig;
import io.vizsla.standalone.config.IngestConfig;
import io.vizsla.standalone.config.KafkaConfig;
import io.vizsla.standalone.config.Node;
import io.vizsla.standalone.config.Role;
import io.vizsla.standalone.telemetry.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the processes of a cluster, without REST and in this one, and asks them things.
 *
 * @param folder of all of them
 * @param kafka settings below {@code vizsla.kafka}
 * @param milvus where the indexes are
 * @param startWait how long a start waits for both
 */
record ClusterProcesses(Path folder, Map<String, String> kafka, MilvusOptions milvus, Duration startWait) {

    static final String MODEL = "all-minilm-l6-v2";
    static final int SECONDS = 120;

    StandaloneParts start(Role role) {
        String name = role.name().toLowerCase(Locale.ROOT);
        return StandaloneParts.start(
                new StandaloneParts.Settings(
                        folder.resolve(name),
                        MODEL,
                        Configs.of(KafkaConfig.class, "vizsla.kafka", kafka),
                        Configs.defaults(EncoderConfig.class),
                        Configs.of(IngestConfig.class, "vizsla.ingest", Map.of("longest-back-off", "1s")),
                        Configs.defaults(IndexConfig.class),
                        new Node(
                                role,
                                name,
                                startWait,
                                Optional.of(folder.resolve("artefacts")),
                                Optional.empty(),
                                Optional.of(milvus))),
                EncoderListener.NONE);
    }

    /** As {@link #start}; the built-in models are made once. */
    StandaloneParts startBeside(Role other, Role role) throws IOException {
        Path from = folder.resolve(other.name().toLowerCase(Locale.ROOT)).resolve("models");
        Path to = folder.resolve(role.name().toLowerCase(Locale.ROOT)).resolve("models");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return start(role);
    }

    static CollectionSpec spec(String name, String model) {
        return new CollectionSpec(name, model, "en", new Cutting(64, 0), FieldSchema.EMPTY, Map.of());
    }

    /** Writes a document, or deletes it where there is no text; done once it is known what became of it. */
    static CompletableFuture<DocumentStatus> write(
            StandaloneParts parts, String collection, String id, @Nullable String text) {
        LogWrites writes = new LogWrites(parts, Traces.OFF);
        DocumentRef document = new DocumentRef(collection, id);
        CompletableFuture<LogPosition> written =
                writes.append(document, text == null ? null : DocumentBody.ofText(null, text, Map.of(), null));
        return written.thenCompose(position -> writes.await(document, position));
    }

    /** Returns the document of the best hit. */
    static String found(StandaloneParts parts, String name, String question) {
        OpenCollection collection = parts.collections.get(name);
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

    static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < SECONDS * 10 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
