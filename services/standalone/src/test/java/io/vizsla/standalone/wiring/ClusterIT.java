package io.vizsla.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.broker.BrokerOptions;
import io.vizsla.broker.EmbeddedBroker;
import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.models.imports.ImportOptions;
import io.vizsla.models.imports.ModelImport;
import io.vizsla.query.port.ModelCatalog.ModelInfo;
import io.vizsla.standalone.config.Role;
import io.vizsla.standalone.telemetry.Traces;
import io.vizsla.testkit.MilvusServer;
import io.vizsla.testkit.TinyExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An indexer and a query process with a Kafka and a Milvus that are not theirs. */
class ClusterIT {

    private static final int SECONDS = ClusterProcesses.SECONDS;

    @TempDir
    private Path folder;

    @Test
    void whatOneWritesTheOtherFindsAndAnOutageOfTheStoreLosesNothing() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(folder.resolve("kafka"), 0));
                MilvusServer milvus = MilvusServer.lite(Files.createDirectories(folder.resolve("milvus")));
                StandaloneParts indexer = processes(broker, milvus).start(Role.INDEXER);
                StandaloneParts query = processes(broker, milvus).startBeside(Role.INDEXER, Role.QUERY)) {
            query.specs.put(ClusterProcesses.spec("dogs", ClusterProcesses.MODEL));
            assertThat(write(query, "puli", "The Puli herds sheep.")
                            .get(SECONDS, TimeUnit.SECONDS)
                            .state())
                    .isEqualTo(DocumentState.INDEXED);
            assertThat(found(query, "herding sheep")).isEqualTo("puli");
            // A transaction's offsets may show a moment after its states.
            ClusterProcesses.await(() -> query.indexer.lag() == 0);
            assertThat(new LogWrites(query, Traces.OFF).caughtUp()).succeedsWithin(Duration.ofSeconds(SECONDS));

            // A model that lies in one process's folder alone.
            new ModelImport(folder.resolve("query/models"), ImportOptions.DEFAULTS)
                    .run(TinyExport.write(folder.resolve("exports/own")).folder(), draft -> {});
            query.specs.put(ClusterProcesses.spec("trains", "own"));
            assertThat(ClusterProcesses.write(query, "trains", "coastal", "the train to the coast")
                            .get(SECONDS, TimeUnit.SECONDS)
                            .state())
                    .isEqualTo(DocumentState.INDEXED);
            assertThat(ClusterProcesses.found(query, "trains", "train coast")).isEqualTo("coastal");
            assertThat(folder.resolve("indexer/models/own/model.json")).exists();
            assertThat(indexer.models.list()).extracting(ModelInfo::name).contains("own");

            // Indexed anew, asked for where nothing is written, by a model that lies there alone.
            indexer.rebuilds.start(ClusterIT::alone);
            new ModelImport(folder.resolve("query/models"), ImportOptions.DEFAULTS)
                    .run(TinyExport.write(folder.resolve("exports/other")).folder(), draft -> {});
            query.rebuilds.begin(query.specs.find("dogs").orElseThrow(), ClusterProcesses.spec("dogs", "other"));
            ClusterProcesses.await(() -> state(query) == RebuildProgress.State.DONE);
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
            ClusterProcesses.await(() -> state(query) == RebuildProgress.State.DONE);
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
            ClusterProcesses.await(() -> !indexer.indexer.trouble().isEmpty());
            assertThat(later).isNotDone();

            milvus.restart();
            assertThat(later.get(SECONDS, TimeUnit.SECONDS).state()).isEqualTo(DocumentState.INDEXED);
            assertThat(found(query, "pointing at birds")).isEqualTo("vizsla");
            assertThat(found(query, "herding sheep")).isEqualTo("puli");
            assertThat(query.store.trouble()).isEmpty();

            assertThat(write(query, "puli", null).get(SECONDS, TimeUnit.SECONDS).state())
                    .isEqualTo(DocumentState.DELETED);
            assertThat(found(query, "herding sheep")).isEqualTo("vizsla");

            broker.close();
            StandaloneInstance told = new StandaloneInstance(query);
            assertThat(told.asides().get("broker")).isNotEmpty();
            assertThat(told.troubles())
                    .allSatisfy((_, trouble) -> assertThat(trouble).isEmpty());
            assertThat(new StandaloneInstance(indexer).troubles().get("broker")).isNotEmpty();
            assertThat(found(query, "herding sheep")).isEqualTo("vizsla");
        }
    }

    private ClusterProcesses processes(EmbeddedBroker broker, MilvusServer milvus) {
        return new ClusterProcesses(
                folder,
                Map.of("bootstrap-servers", broker.bootstrapServers()),
                MilvusOptions.of(milvus.uri()).withTimes(Duration.ofSeconds(20), Duration.ofSeconds(5)),
                Duration.ofMinutes(1));
    }

    private static boolean alone(String collection, Runnable change) {
        change.run();
        return true;
    }

    private static RebuildProgress.State state(StandaloneParts parts) {
        return parts.rebuilds.find("dogs").orElseThrow().state();
    }

    private static CompletableFuture<DocumentStatus> write(StandaloneParts parts, String id, @Nullable String text) {
        return ClusterProcesses.write(parts, "dogs", id, text);
    }

    private static String found(StandaloneParts parts, String question) {
        return ClusterProcesses.found(parts, "dogs", question);
    }

    private static Set<String> documents(StandaloneParts parts) {
        Set<String> documents = new TreeSet<>();
        parts.collections
                .get("dogs")
                .index()
                .forEach(chunk -> documents.add(chunk.id().document().id()));
        return documents;
    }
}
