package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of several processes over one log and one store share: a process that only searches, and short words for common steps. */
abstract class WithCluster extends WithFixture {

    static final Duration GUARD = Duration.ofSeconds(60);
    static final Consumer<RebuildStep> UNTOLD = _ -> {};

    ServedIndexes store;
    ClusterProcess query;

    @BeforeEach
    void startQueryProcess() {
        fixture.index.close();
        fixture.indexes.drop("docs");
        store = new ServedIndexes(fixture.indexes);
        query = ClusterProcess.query(fixture, store, directory);
        query.registry.put(IndexerFixture.collection("docs"));
    }

    @AfterEach
    void stopQueryProcess() {
        query.close();
    }

    ClusterProcess start(String name, Consumer<RebuildStep> steps) {
        return ClusterProcess.indexer(fixture, store, directory, name, name, steps);
    }

    /** Starts an indexer that takes the place of the one before. */
    ClusterProcess startNext(String name, Consumer<RebuildStep> steps) {
        return ClusterProcess.indexer(fixture, store, directory, name, "only", steps);
    }

    static void awaitBoth(ClusterProcess one, ClusterProcess two) {
        await().atMost(GUARD).until(() -> one.partitions() == 2 && two.partitions() == 2);
    }

    LogPosition append(String id, String text) {
        try {
            return fixture.append(id, text);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Appends a document and waits until the index that serves has it. */
    void add(String id, String text) throws Exception {
        query.view.await(IndexerFixture.document(id), append(id, text)).get(60, TimeUnit.SECONDS);
    }

    void ingest() throws Exception {
        for (int i = 0; i < 20; i++) {
            add("id" + i, "text number " + i);
        }
        add("long", IntStream.range(0, 60).mapToObj(i -> "word" + i).collect(Collectors.joining(" ")));
        add("gone", "not for long");
        add("gone", null);
    }

    static List<String> words(ClusterProcess process) {
        return IndexRebuildIT.words(process.found());
    }

    static void refused(Runnable change, String field) {
        assertThatThrownBy(change::run).isInstanceOfSatisfying(VizslaException.class, failed -> {
            assertThat(failed.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(failed.field()).contains(field);
        });
    }
}
