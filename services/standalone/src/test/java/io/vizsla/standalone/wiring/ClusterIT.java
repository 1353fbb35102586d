package io.vizsla.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.broker.BrokerOptions;
import io.vizsla.broker.EmbeddedBroker;
import io.vizsla.encoding.EncoderListener;
import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.models.imports.ImportOptions;
import io.vizsla.models.imports.ModelImport;
import io.vizsla.query.port.ModelCatalog.ModelInfo;
import io.vizsla.standalone.config.Configs;
import io.vizsla.standalone.config.EncoderConfig;
import io.vizsla.standalone.config.IndexConfig;
import io.vizsla.standalone.config.IngestConfig;
import io.vizsla.standalone.config.KafkaConfig;
import io.vizsla.standalone.config.Node;
import io.vizsla.standalone.config.Role;
import io.vizsla.standalone.telemetry.Traces;
import io.vizsla.testkit.MilvusServer;
import io.vizsla.testkit.TinyExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An indexer and a query process with a Kafka and a Milvus that are not theirs. */
class ClusterIT {

    private static final String MODEL = "all-minilm-l6-v2";
    private static final int SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void whatOneWritesTheOtherFindsAndAnOutageOfTheStoreLosesNothing() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(folder.resolve("kafka"), 0));
                MilvusServer milvus = MilvusServer.lite(Files.createDirectories(folder.resolve("milvus")));
                StandaloneParts indexer = start(Role.INDEXER, broker, milvus);
                StandaloneParts query = startBeside("indexer", Role.QUERY, broker, milvus)) {
            query.specs.put(spec("dogs", MODEL));
            assertThat(write(query, "puli", "The Puli herds sheep.")
                            .get(SECONDS, TimeUnit.SECONDS)
                            .state())
                    .isEqualTo(DocumentState.INDEXED);
            assertThat(found(query, "herding sheep")).isEqualTo("puli");
            // A transaction's offsets may show a moment after its states.
            await(() -> query.indexer.lag() == 0);
            assertThat(new LogWrites(query, Traces.OFF).caughtUp()).succeedsWithin(Duration.ofSeconds(SECONDS));

            // A model that lies in one process's folder alone.
            new ModelImport(folder.resolve("query/models"), ImportOptions.DEFAULTS)
                    .run(TinyExport.write(folder.resolve("exports/own")).folder(), draft -> {});
            query.specs.put(spec("trains", "own"));
            assertThat(write(query, "trains", "coastal", "the train to the coast")
                            .get(SECONDS, TimeUnit.SECONDS)
                            .state())
                    .isEqualTo(DocumentState.INDEXED);
            assertThat(found(query, "trains", "train coast")).isEqualTo("coastal");
            assertThat(folder.resolve("indexer/models/own/model.json")).exists();
            assertThat(indexer.models.list()).extracting(ModelInfo::name).contains("own");

            // Indexed anew, asked for where nothing is written, by a model that lies there alone.
            indexer.rebuilds.start(ClusterIT::alone);
            new ModelImport(folder.resolve("query/models"), ImportOptions.DEFAULTS)
                    .run(TinyExport.write(folder.resolve("exports/other")).folder(), draft -> {});
            query.rebuilds.begin(query.specs.find("dogs").orElseThrow(), spec("dogs", "other"));
            await(() -> state(query) == RebuildProgress.State.DONE);
            assertThat(folder.resolve("indexer/models/other/model.json")).exists();
            assertThat(query.collections.get("dogs").encoder().card().name()).isEqualTo("other");
            assertThat(query.collections.get("dogs").spec().indexName()).isEqualTo("dogs@1");
            assertThat(documents(query)).containsExactly("puli");
            assertThat(write(query, "komondor", "The Komondor guards flocks.")
                            .get(SECONDS, TimeUnit.SECONDS)
                            .state())
                    .isEqualTo(DocumentState.INDEXED);
            assertThat(documents(query)).containsExactly("komondor", "puli");
            assertThat(query.rebuilds.back(query.specs.find("dogs").orElseThrow()))
                    .isPresent();
            await(() -> state(query) == RebuildProgress.State.DONE);
            assertThat(query.collections.get("dogs").spec().indexName()).isEqualTo("dogs");
            assertThat(found(query, "guarding flocks")).isEqualTo("komondor");
            assertThat(write(query, "komondor", null)
                            .get(SECONDS, TimeUnit.SECONDS)
                            .state())
                    .isEqualTo(DocumentState.DELETED);

            milvus.kill();
            CompletableFuture<DocumentStatus> later = write(query, "vizsla", "The Vizsla points at game birds.");
            assertThatThrownBy(() -> found(query, "herding sheep"))
                    .isInstanceOfSatisfying(
                            VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
            assertThat(query.store.trouble()).contains("Milvus at " + milvus.uri());
            await(() -> !indexer.indexer.trouble().isEmpty());
            assertThat(later).isNotDone();

            milvus.restart();
            assertThat(later.get(SECONDS, TimeUnit.SECONDS).state()).isEqualTo(DocumentState.INDEXED);
            assertThat(found(query, "pointing at birds")).isEqualTo("vizsla");
            assertThat(found(query, "herding sheep")).isEqualTo("puli");
            assertThat(query.store.trouble()).isEmpty();

            assertThat(write(query, "puli", null).get(SECONDS, TimeUnit.SECONDS).state())
                    .isEqualTo(DocumentState.DELETED);
            assertThat(found(query, "herding sheep")).isEqualTo("vizsla");
        }
    }

    private StandaloneParts start(Role role, EmbeddedBroker broker, MilvusServer milvus) {
        String name = role.name().toLowerCase(Locale.ROOT);
        MilvusOptions store = MilvusOptions.of(milvus.uri()).withTimes(Duration.ofSeconds(20), Duration.ofSeconds(5));
        return StandaloneParts.start(
                new StandaloneParts.Settings(
                        folder.resolve(name),
                        MODEL,
                        Configs.of(
                                KafkaConfig.class,
                                "vizsla.kafka",
                                Map.of("bootstrap-servers", broker.bootstrapServers())),
                        Configs.defaults(EncoderConfig.class),
                        Configs.of(IngestConfig.class, "vizsla.ingest", Map.of("longest-back-off", "1s")),
                        Configs.defaults(IndexConfig.class),
                        new Node(
                                role,
                                name,
                                Duration.ofMinutes(1),
                                Optional.of(folder.resolve("artefacts")),
                                Optional.empty(),
                                Optional.of(store))),
                EncoderListener.NONE);
    }

    /** The built-in models are made once. */
    private StandaloneParts startBeside(String other, Role role, EmbeddedBroker broker, MilvusServer milvus)
            throws IOException {
        Path from = folder.resolve(other).resolve("models");
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
        return start(role, broker, milvus);
    }

    private static boolean alone(String collection, Runnable change) {
        change.run();
        return true;
    }

    private static RebuildProgress.State state(StandaloneParts parts) {
        return parts.rebuilds.find("dogs").orElseThrow().state();
    }

    private static CollectionSpec spec(String name, String model) {
        return new CollectionSpec(name, model, "en", new Cutting(64, 0), FieldSchema.EMPTY, Map.of());
    }

    private static CompletableFuture<DocumentStatus> write(StandaloneParts parts, String id, @Nullable String text) {
        return write(parts, "dogs", id, text);
    }

    private static CompletableFuture<DocumentStatus> write(
            StandaloneParts parts, String collection, String id, @Nullable String text) {
        LogWrites writes = new LogWrites(parts, Traces.OFF);
        DocumentRef document = new DocumentRef(collection, id);
        CompletableFuture<LogPosition> written =
                writes.append(document, text == null ? null : DocumentBody.ofText(null, text, Map.of(), null));
        return written.thenCompose(position -> writes.await(document, position));
    }

    private static String found(StandaloneParts parts, String question) {
        return found(parts, "dogs", question);
    }

    private static String found(StandaloneParts parts, String name, String question) {
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

    private static Set<String> documents(StandaloneParts parts) {
        Set<String> documents = new TreeSet<>();
        parts.collections
                .get("dogs")
                .index()
                .forEach(chunk -> documents.add(chunk.id().document().id()));
        return documents;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < SECONDS * 10 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
