package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress.State;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.ingestion.IngestListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of rebuilds is what they do. */
class RebuildListenerIT extends WithFixture {

    private final Told told = new Told();

    @BeforeEach
    void addCollection() {
        fixture.index.close();
        fixture.indexes.drop("docs");
        try (KafkaCollectionRegistry registry = KafkaCollectionRegistry.open(fixture.connection)) {
            registry.put(IndexerFixture.collection("docs"));
        }
    }

    @Test
    void isToldOfEachPhaseAndBatchAndOfTheEnd() throws Exception {
        try (RebuildFixture instance = start(_ -> {})) {
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            told.awaitEnd();
        }

        assertThat(told.begun)
                .singleElement()
                .satisfies(rebuild -> assertThat(rebuild.to().model()).isEqualTo("fake2"));
        assertThat(told.phases).startsWith(RebuildPhase.WAIT, RebuildPhase.FILL);
        assertThat(told.phases).endsWith(RebuildPhase.FILL, RebuildPhase.CHECK, RebuildPhase.SWITCH);
        assertThat(told.chunks).hasPositiveValue();
        assertThat(told.faults).isEmpty();
        assertThat(told.ends).containsExactly(State.DONE);
        assertThat(told.documents).containsEntry(DocumentState.INDEXED, 1L);
    }

    @Test
    void isToldOfFaultsThatPassAndOfTheOneThatDoesNot() throws Exception {
        AtomicInteger faults = new AtomicInteger();
        try (RebuildFixture instance = start(step -> {
            if (step == RebuildStep.FILLED) {
                if (faults.getAndIncrement() == 0) {
                    throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "full");
                }
                throw new AssertionError("defect");
            }
        })) {
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            told.awaitEnd();
        }

        assertThat(told.faults).containsExactly("full for now", "defect for good");
        assertThat(told.phases).doesNotContain(RebuildPhase.SWITCH);
        assertThat(told.ends).containsExactly(State.FAILED);
    }

    @Test
    void isToldOfTheEndOfOneThatIsGivenUpAndOfItsNextStart() throws Exception {
        CountDownLatch filled = new CountDownLatch(1);
        try (RebuildFixture instance = start(step -> {
            if (step == RebuildStep.FILLED) {
                filled.countDown();
                throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "full");
            }
        })) {
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            assertThat(filled.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(told.ends).containsExactly(State.BUILDING);

        try (RebuildFixture instance = RebuildFixture.start(fixture, directory, _ -> {}, told)) {
            instance.awaitState(State.DONE);
        }

        assertThat(told.begun).hasSize(2);
        assertThat(told.ends).containsExactly(State.BUILDING, State.DONE);
    }

    private RebuildFixture start(Consumer<RebuildStep> steps) throws Exception {
        RebuildFixture instance = RebuildFixture.start(fixture, directory, steps, told);
        instance.add("id", "some text");
        return instance;
    }

    private static final class Told implements RebuildListener, RebuildListener.Run {

        private final List<Rebuild> begun = new CopyOnWriteArrayList<>();
        private final List<RebuildPhase> phases = new CopyOnWriteArrayList<>();
        private final List<String> faults = new CopyOnWriteArrayList<>();
        private final List<State> ends = new CopyOnWriteArrayList<>();
        private final AtomicInteger chunks = new AtomicInteger();
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile Map<DocumentState, Long> documents = Map.of();

        @Override
        public Run begin(Rebuild rebuild) {
            begun.add(rebuild);
            return this;
        }

        @Override
        public BatchProcessor batches(Function<IngestListener, BatchProcessor> machine) {
            return machine.apply(new IngestListener() {
                @Override
                public void encoded(String collection, String model, int count, long tokens, Duration time) {
                    chunks.addAndGet(count);
                }
            });
        }

        @Override
        public void worked(RebuildPhase phase, Duration time) {
            assertThat(time).isGreaterThanOrEqualTo(Duration.ZERO);
            phases.add(phase);
        }

        @Override
        public void failed(Throwable cause, boolean isForGood) {
            String said = cause instanceof VizslaException known ? known.detail() : cause.getMessage();
            faults.add(said + (isForGood ? " for good" : " for now"));
        }

        @Override
        public void ended(State state, Map<DocumentState, Long> known) {
            documents = known;
            ends.add(state);
            ended.countDown();
        }

        void awaitEnd() throws InterruptedException {
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
