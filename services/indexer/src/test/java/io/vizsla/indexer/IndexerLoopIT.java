package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.ingest.Outcome;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.SharedModel;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.Ingestor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

class IndexerLoopIT extends WithFixture {

    @Test
    void indexesUpdatesAndDeletes() throws Exception {
        try (IndexerLoop loop = fixture.start()) {
            LogPosition first = fixture.append("a", "one two three");
            LogPosition other = fixture.append("b", "four five six");
            fixture.await("a", first);
            fixture.await("b", other);
            LogPosition second = fixture.append("a", "seven eight");
            LogPosition gone = fixture.append("b", null);

            DocumentStatus updated = fixture.await("a", second);
            DocumentStatus deleted = fixture.await("b", gone);

            assertThat(updated.state()).isEqualTo(DocumentState.INDEXED);
            assertThat(deleted.state()).isEqualTo(DocumentState.DELETED);
            assertThat(fixture.indexed()).containsExactly("docs/a#0@" + second.offset());
            assertThat(loop.state().phase()).isEqualTo(LoopState.Phase.RUNNING);
            assertThat(fixture.view.counts("docs"))
                    .isEqualTo(Map.of(DocumentState.INDEXED, 1L, DocumentState.DELETED, 1L, DocumentState.FAILED, 0L));
        }
    }

    @Test
    void repeatsWhatFailsAndSkipsNothing() throws Exception {
        Ingestor ingestor = fixture.ingestor();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger retries = new AtomicInteger();
        LogPosition position = fixture.append("a", "some text");

        try (IndexerLoop _ = fixture.start(
                (records, wanted) -> {
                    if (calls.incrementAndGet() <= 3) {
                        throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "the disk is away");
                    }
                    return ingestor.process(records, wanted);
                },
                new IndexerListener() {
                    @Override
                    public void retrying(Throwable cause, int failures, Duration pause) {
                        retries.incrementAndGet();
                    }
                })) {
            DocumentStatus status = fixture.await("a", position);

            assertThat(status.state()).isEqualTo(DocumentState.INDEXED);
            assertThat(calls).hasValue(4);
            assertThat(retries).hasValue(3);
        }
    }

    @Test
    void aPartitionThatFailsDoesNotHoldUpTheOthers() throws Exception {
        Ingestor ingestor = fixture.ingestor();
        LogPosition stuck = fixture.append("stuck", "this one waits");
        LogPosition free = stuck;
        String id = "";
        for (int i = 0; free.partition() == stuck.partition(); i++) {
            id = "free" + i;
            free = fixture.append(id, "this one passes");
        }
        int partition = stuck.partition();
        AtomicInteger mended = new AtomicInteger();

        try (IndexerLoop loop = fixture.start(
                (records, wanted) -> {
                    if (mended.get() == 0
                            && records.stream()
                                    .anyMatch(record -> record.position().partition() == partition)) {
                        throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "not this partition");
                    }
                    return ingestor.process(records, wanted);
                },
                IndexerListener.NONE)) {
            assertThat(fixture.await(id, free).state()).isEqualTo(DocumentState.INDEXED);
            assertThat(loop.state().phase()).isEqualTo(LoopState.Phase.RETRYING);
            assertThat(fixture.view.find(IndexerFixture.document("stuck"))).isEmpty();
            mended.set(1);
            assertThat(fixture.await("stuck", stuck).state()).isEqualTo(DocumentState.INDEXED);
        }
    }

    @Test
    void aRestartGoesOnWhereTheOffsetsStand() throws Exception {
        Map<Outcome, Long> outcomes = new ConcurrentHashMap<>();
        IndexerListener counting = new IndexerListener() {
            @Override
            public void committed(IngestResult result, long bytes, Duration processing, Duration committing) {
                result.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
            }
        };
        LogPosition last = null;
        for (int round = 0; round < 3; round++) {
            try (IndexerLoop _ = fixture.start(fixture.ingestor()::process, counting)) {
                for (int i = 0; i < 20; i++) {
                    last = fixture.append("r" + round + "-" + i, "text number " + i);
                    fixture.await("r" + round + "-" + i, last);
                }
            }
        }

        assertThat(outcomes)
                .isEqualTo(Map.of(
                        Outcome.INDEXED, 60L, Outcome.UNCHANGED, 0L, Outcome.DELETED, 0L, Outcome.DEAD_LETTERED, 0L));
    }

    @Test
    void aFencedLoopStartsAgainAndLosesNothing() throws Exception {
        CountDownLatch restarted = new CountDownLatch(1);
        Ingestor ingestor = fixture.ingestor();
        AtomicInteger batches = new AtomicInteger();
        try (IndexerLoop _ = fixture.start(
                (records, wanted) -> {
                    if (batches.getAndIncrement() == 0) {
                        fence();
                    }
                    return ingestor.process(records, wanted);
                },
                new IndexerListener() {
                    @Override
                    public void restarting(Throwable cause) {
                        restarted.countDown();
                    }
                })) {
            LogPosition position = fixture.append("a", "some text");

            assertThat(fixture.await("a", position).state()).isEqualTo(DocumentState.INDEXED);
            assertThat(restarted.await(1, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void largeTextsTravelByClaimCheckAndAreSweptOnceNothingRefersToThem() throws Exception {
        String large = "word ".repeat(200_000);
        Path artefacts = directory.resolve("artefacts");
        try (IndexerLoop _ = fixture.start()) {
            LogPosition position = fixture.append("large", large);

            DocumentStatus status = fixture.await("large", position);

            assertThat(status.state()).isEqualTo(DocumentState.INDEXED);
            assertThat(status.chunks()).isGreaterThan(1000);
            assertThat(fixture.read(Topics.DOCUMENTS).getFirst().value()).hasSizeLessThan(500);
            ArtefactSweep sweep = new ArtefactSweep(fixture.connection, fixture.artefacts);
            assertThat(sweep.sweep(Duration.ofNanos(1))).isZero();
            fixture.artefacts.put(new java.io.ByteArrayInputStream(new byte[] {1, 2, 3}));
            Artefact ofModel = fixture.artefacts.put(new java.io.ByteArrayInputStream(new byte[] {4}));
            try (KafkaCollectionRegistry registry = KafkaCollectionRegistry.open(fixture.connection)) {
                ModelFile file = new ModelFile("model.json", ofModel.sha256(), ofModel.bytes());
                registry.models().put(new SharedModel("own", "1", List.of(file)));
            }
            Thread.sleep(5);
            assertThat(sweep.sweep(Duration.ofHours(1))).isZero();
            assertThat(sweep.sweep(Duration.ofNanos(1))).isEqualTo(1);
            try (var files = Files.walk(artefacts)) {
                assertThat(files.filter(Files::isRegularFile)).hasSize(2);
            }
        }
    }

    @Test
    void countsTheEndsOfOthersTransactionsAsDone() throws Exception {
        try (IndexerLoop loop = fixture.start();
                KafkaProducer<byte[], byte[]> other =
                        fixture.connection.producer(Map.of("transactional.id", "somebody-else"))) {
            other.initTransactions();
            other.beginTransaction();
            Future<RecordMetadata> sent = other.send(new ProducerRecord<>(
                    Topics.DOCUMENTS,
                    "docs/a".getBytes(StandardCharsets.UTF_8),
                    "{\"text\":\"by a transaction\"}".getBytes(StandardCharsets.UTF_8)));
            other.commitTransaction();
            LogPosition position =
                    new LogPosition(sent.get().partition(), sent.get().offset());
            fixture.await("a", position);

            // The record, and the end of the transaction behind it.
            long end = position.offset() + 2;
            for (int i = 0; i < 600 && reached(loop, position) < end; i++) {
                Thread.sleep(50);
            }
            assertThat(reached(loop, position)).isEqualTo(end);
        }
    }

    @Test
    void whatIsUnderWayWhenASessionEndsIsGivenUpAndDoneByTheNext() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch givenUp = new CountDownLatch(1);
        LogPosition position = fixture.append("a", "some text");
        try (IndexerLoop _ = fixture.startImpatient((_, wanted) -> {
            begun.countDown();
            while (wanted.getAsBoolean()) {
                Thread.onSpinWait();
            }
            givenUp.countDown();
            throw new CancellationException("the test");
        })) {
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(givenUp.await(30, TimeUnit.SECONDS)).isTrue();

        try (IndexerLoop _ = fixture.start()) {
            assertThat(fixture.await("a", position).state()).isEqualTo(DocumentState.INDEXED);
        }
    }

    @Test
    void aStopGivesUpALongBatchLongBeforeItsWaitIsOverAndCommitsNothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch patience = new CountDownLatch(1);
        AtomicInteger parts = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        LogPosition position = fixture.append("a", "some text");
        IndexerListener listener = new IndexerListener() {
            @Override
            public void retrying(Throwable cause, int failures, Duration pause) {
                told.incrementAndGet();
            }

            @Override
            public void committed(IngestResult result, long bytes, Duration processing, Duration committing) {
                told.incrementAndGet();
            }
        };
        try (IndexerLoop _ = fixture.start(
                (_, wanted) -> {
                    begun.countDown();
                    while (wanted.getAsBoolean()) {
                        parts.incrementAndGet();
                        pause(patience);
                    }
                    throw new CancellationException("the test");
                },
                listener)) {
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        }

        // A part takes a tenth of a second, and the wait of the options is ten seconds.
        assertThat(parts.get()).isLessThan(60);
        assertThat(told).hasValue(0);
        assertThat(fixture.view.find(IndexerFixture.document("a"))).isEmpty();
        try (IndexerLoop _ = fixture.start()) {
            assertThat(fixture.await("a", position).state()).isEqualTo(DocumentState.INDEXED);
        }
    }

    private static void pause(CountDownLatch never) {
        try {
            var _ = never.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static long reached(IndexerLoop loop, LogPosition position) {
        return loop.reached().getOrDefault(position.partition(), 0L);
    }

    /** Does what a second process under the same name would. */
    private void fence() {
        try (KafkaProducer<byte[], byte[]> other =
                fixture.connection.producer(Map.of("transactional.id", IndexerFixture.FAST.transactionalId()))) {
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>(Topics.STATUS, new byte[] {'?'}, new byte[] {'?'}));
            other.abortTransaction();
        }
    }
}
