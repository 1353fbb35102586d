package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.ingest.Outcome;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.testkit.InMemoryCollectionRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexRefillIT extends WithFixture {

    private final InMemoryCollectionRegistry registry = new InMemoryCollectionRegistry();
    private final Map<Outcome, Long> outcomes = new ConcurrentHashMap<>();

    @BeforeEach
    void addCollections() {
        registry.put(IndexerFixture.collection("docs"));
        registry.put(IndexerFixture.collection("other"));
    }

    @Test
    void fillsALostIndexAndLeavesTheOthersAlone() throws Exception {
        try (PassageIndex _ = fixture.open("other")) {
            ingest();
            List<String> before = fixture.indexed();
            DocumentStatus failed = status("failed");
            lose();

            assertThat(refill().prepare()).containsExactly("docs");
            fixture.index = fixture.open("docs");
            try (IndexerLoop loop = loop()) {
                awaitReadAgain(loop);
            }

            assertThat(fixture.indexed()).isEqualTo(before).hasSize(21);
            assertThat(status("failed")).isEqualTo(failed);
            assertThat(status("gone").state()).isEqualTo(DocumentState.DELETED);
            assertThat(fixture.view.counts("docs")).containsEntry(DocumentState.INDEXED, 21L);
            assertThat(fixture.read(Topics.DEAD_LETTERS)).hasSize(1);
            assertThat(outcomes).containsEntry(Outcome.INDEXED, 21L).containsEntry(Outcome.DEAD_LETTERED, 0L);
            assertThat(refill().prepare()).isEmpty();
        }
    }

    @Test
    void goesOnAfterACrashAtAnyPoint() throws Exception {
        try (PassageIndex _ = fixture.open("other")) {
            ingest();
            List<String> before = fixture.indexed();
            lose();

            // Twice, as if the first start had died before it opened the index.
            assertThat(refill().prepare()).containsExactly("docs");
            assertThat(refill().prepare()).isEmpty();
            fixture.index = fixture.open("docs");
            CountDownLatch some = new CountDownLatch(1);
            try (IndexerLoop _ = fixture.start(fixture.ingestor()::process, new IndexerListener() {
                @Override
                public void committed(IngestResult result, long bytes, Duration processing, Duration committing) {
                    some.countDown();
                }
            })) {
                assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();
            }
            lose();
            assertThat(refill().prepare()).containsExactly("docs");
            fixture.index = fixture.open("docs");
            try (IndexerLoop loop = loop()) {
                awaitReadAgain(loop);
            }

            assertThat(fixture.indexed()).isEqualTo(before);
        }
    }

    @Test
    void tellsThatTheLogIsReadAgain() throws Exception {
        try (PassageIndex _ = fixture.open("other")) {
            ingest();
            lose();
            refill().prepare();
            fixture.index = fixture.open("docs");
            CountDownLatch free = new CountDownLatch(1);
            CountDownLatch reached = new CountDownLatch(1);

            try (IndexerLoop loop = fixture.start(
                    (records, wanted) -> {
                        reached.countDown();
                        awaitQuietly(free);
                        return fixture.ingestor().process(records, wanted);
                    },
                    IndexerListener.NONE)) {
                assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(loop.readingAgain()).isPositive();
                free.countDown();
                awaitReadAgain(loop);
            }
        }
    }

    private void ingest() throws Exception {
        try (IndexerLoop _ = loop()) {
            LogPosition last = null;
            for (int i = 0; i < 20; i++) {
                last = fixture.append("id" + i, "text number " + i);
                fixture.await("id" + i, last);
            }
            fixture.await("twice", fixture.append("twice", "once"));
            fixture.await("twice", fixture.append("twice", "and again"));
            fixture.await("gone", fixture.append("gone", "not for long"));
            fixture.await("gone", fixture.append("gone", null));
            DocumentRef other = new DocumentRef("other", "x");
            fixture.view
                    .await(
                            other,
                            fixture.log
                                    .append(other, IndexerFixture.text("elsewhere"))
                                    .get())
                    .get(30, TimeUnit.SECONDS);
            fixture.await("failed", send("failed", new byte[] {'{'}));
        }
        outcomes.clear();
    }

    private void lose() {
        fixture.index.close();
        fixture.indexes.drop("docs");
    }

    private IndexRefill refill() {
        return new IndexRefill(fixture.connection, registry, fixture.indexes, fixture.view, IndexerFixture.FAST);
    }

    private IndexerLoop loop() {
        return fixture.start(fixture.ingestor()::process, new IndexerListener() {
            @Override
            public void committed(IngestResult result, long bytes, Duration processing, Duration committing) {
                result.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
            }
        });
    }

    private DocumentStatus status(String id) {
        return fixture.view.find(IndexerFixture.document(id)).orElseThrow();
    }

    private static void awaitReadAgain(IndexerLoop loop) throws InterruptedException {
        for (int i = 0; i < 600 && (loop.reached().isEmpty() || loop.readingAgain() > 0); i++) {
            Thread.sleep(50);
        }
        assertThat(loop.readingAgain()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
