package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Failure;
import io.vizsla.api.ingest.LogPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusStoreTest {

    @TempDir
    private Path directory;

    @Test
    void keepsStatesCountsAndOffsetsTogether() {
        try (StatusStore store = StatusStore.open(file())) {
            assertThat(store.offsets("t1")).isEmpty();
            store.put(status("docs", "a", DocumentState.INDEXED, 5));
            store.commit(Map.of(0, 6L));
        }

        try (StatusStore store = StatusStore.open(file())) {
            assertThat(store.offsets("t1")).isEqualTo(Map.of(0, 6L));
            assertThat(store.find(new DocumentRef("docs", "a")))
                    .contains(status("docs", "a", DocumentState.INDEXED, 5));
            assertThat(store.counts("docs")).containsEntry(DocumentState.INDEXED, 1L);
        }
    }

    @Test
    void anotherTopicEmptiesIt() {
        try (StatusStore store = StatusStore.open(file())) {
            store.offsets("t1");
            store.put(status("docs", "a", DocumentState.INDEXED, 5));
            store.commit(Map.of(0, 6L));

            assertThat(store.offsets("t2")).isEmpty();
            assertThat(store.size()).isZero();
            assertThat(store.counts("docs")).containsEntry(DocumentState.INDEXED, 0L);
        }
    }

    @Test
    void anOlderStateDoesNotComeBack() {
        try (StatusStore store = StatusStore.open(file())) {
            store.put(status("docs", "a", DocumentState.DELETED, 9));
            store.put(status("docs", "a", DocumentState.INDEXED, 5));

            assertThat(store.find(new DocumentRef("docs", "a")).orElseThrow().state())
                    .isEqualTo(DocumentState.DELETED);
            assertThat(store.counts("docs")).containsEntry(DocumentState.INDEXED, 0L);
        }
    }

    /** A state comes twice: at once, and again from the topic. */
    @Test
    void aDocumentCountsWhileItsStateComesAgain() throws InterruptedException {
        DocumentStatus status = status("docs", "a", DocumentState.INDEXED, 5);
        try (StatusStore store = StatusStore.open(file())) {
            store.put(status);
            Thread again = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 5_000; i++) {
                    store.put(status);
                }
            });

            while (again.isAlive()) {
                assertThat(store.counts("docs")).containsEntry(DocumentState.INDEXED, 1L);
            }
            again.join();
        }
    }

    @Test
    void aBrokenFileStartsEmpty() throws IOException {
        Files.write(file(), new byte[8192]);

        try (StatusStore store = StatusStore.open(file())) {
            assertThat(store.size()).isZero();
            store.put(status("docs", "a", DocumentState.INDEXED, 5));
            assertThat(store.size()).isEqualTo(1);
        }
    }

    @Test
    void whatIsNotCommittedIsGoneWithItsOffsets() {
        StatusStore store = StatusStore.open(file());
        store.offsets("t1");
        store.put(status("docs", "a", DocumentState.INDEXED, 5));
        store.commit(Map.of(0, 6L));
        store.put(status("docs", "b", DocumentState.INDEXED, 7));
        store.abandon();

        try (StatusStore reopened = StatusStore.open(file())) {
            assertThat(reopened.offsets("t1")).isEqualTo(Map.of(0, 6L));
            assertThat(reopened.find(new DocumentRef("docs", "b"))).isEmpty();
        }
    }

    @Test
    void pagesAndCountsAgreeWithAMap() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, DocumentState> model = new HashMap<>();
        try (StatusStore store = StatusStore.open(file())) {
            for (int i = 0; i < 2000; i++) {
                String id = "id/" + random.nextInt(300);
                DocumentState state = DocumentState.values()[random.nextInt(3)];
                store.put(status("docs", id, state, i));
                store.put(status("docs2", id, state, i));
                model.put(id, state);
            }

            assertThat(store.counts("docs")).as("seed %s", seed).isEqualTo(counts(model));
            for (DocumentState state : DocumentState.values()) {
                assertThat(page(store, state))
                        .as("seed %s", seed)
                        .isEqualTo(model.keySet().stream()
                                .filter(id -> model.get(id) == state)
                                .sorted()
                                .toList());
            }
            assertThat(page(store, null))
                    .as("seed %s", seed)
                    .isEqualTo(model.keySet().stream().sorted().toList());
        }
    }

    @Test
    void statesReadBackFromJson() {
        DocumentStatus failed = new DocumentStatus(
                new DocumentRef("docs", "naïve/☃"),
                DocumentState.FAILED,
                -1,
                "",
                "",
                0,
                "title",
                new Failure(ErrorCode.UNREADABLE_DOCUMENT, "no PDF"),
                new LogPosition(3, 1L << 40),
                Instant.parse("2026-01-02T03:04:05.678Z"));

        assertThat(StatusJson.read(StatusJson.write(failed))).isEqualTo(failed);
    }

    private static List<String> page(StatusStore store, DocumentState state) {
        List<String> ids = new java.util.ArrayList<>();
        String after = null;
        while (true) {
            List<DocumentStatus> page = store.list("docs", state, after, 7);
            page.forEach(status -> ids.add(status.document().id()));
            if (page.size() < 7) {
                return ids;
            }
            after = page.getLast().document().id();
        }
    }

    private static Map<DocumentState, Long> counts(Map<String, DocumentState> model) {
        Map<DocumentState, Long> counts = new EnumMap<>(DocumentState.class);
        for (DocumentState state : DocumentState.values()) {
            counts.put(state, model.values().stream().filter(state::equals).count());
        }
        return counts;
    }

    private static DocumentStatus status(String collection, String id, DocumentState state, long offset) {
        return new DocumentStatus(
                new DocumentRef(collection, id),
                state,
                offset,
                "hash",
                "as",
                1,
                "",
                null,
                new LogPosition(0, offset),
                Instant.EPOCH);
    }

    private Path file() {
        return directory.resolve("status.mv");
    }
}
