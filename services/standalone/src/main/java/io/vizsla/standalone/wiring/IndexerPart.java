package io.vizsla.standalone.wiring;

import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.Failure;
import io.vizsla.api.ingest.Outcome;
import io.vizsla.indexer.BatchProcessor;
import io.vizsla.indexer.IndexerListener;
import io.vizsla.indexer.IndexerLoop;
import io.vizsla.indexer.IngestBarrier;
import io.vizsla.indexer.IngestHold;
import io.vizsla.indexer.IngestPause;
import io.vizsla.indexer.KafkaCollectionRegistry;
import io.vizsla.indexer.LogConnection;
import io.vizsla.indexer.LoopOptions;
import io.vizsla.indexer.LoopState;
import io.vizsla.indexer.StatusView;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestResult;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** The indexer of this instance: the loop over the ingest machine, and how it gets on. */
final class IndexerPart implements Progress {

    /** How long a switch waits for the batch under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
    private final RecordRate rate = new RecordRate(System::nanoTime);
    private final IndexerLoop loop;
    private final IngestBarrier barrier;

    private IndexerPart(
            LogConnection connection,
            BatchProcessor machine,
            StatusView states,
            ArtefactStore artefacts,
            LoopOptions options,
            IngestHold hold) {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
        this.barrier = new IngestBarrier(machine);
        this.loop = IndexerLoop.start(connection, barrier, states, artefacts, options, new Counting(), hold);
    }

    /**
     * Starts to follow the log.
     *
     * @param hold what all indexers stand still for
     * @param machine made for the listener it is to tell
     */
    static IndexerPart start(
            LogConnection connection,
            KafkaCollectionRegistry registry,
            StatusView states,
            ArtefactStore artefacts,
            LoopOptions options,
            IngestHold hold,
            Function<IngestListener, BatchProcessor> machine) {
        return new IndexerPart(connection, machine.apply(new Refreshing(registry)), states, artefacts, options, hold);
    }

    /** Returns what has this loop alone stand still. */
    IngestPause pause() {
        return action ->
                barrier.tryAlone(PATIENCE, () -> action.test(loop.reached())).orElse(false);
    }

    @Override
    public double recordsPerSecond() {
        return rate.perSecond();
    }

    @Override
    public long lag() {
        return loop.lag().values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Map<Outcome, Long> outcomes() {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return counts;
    }

    @Override
    public long count(Outcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome)).sum();
    }

    @Override
    public String trouble() {
        LoopState state = loop.state();
        Failure failure = state.failure();
        return switch (state.phase()) {
            case RUNNING -> again();
            case STARTING -> "starting";
            case STOPPED -> "stopped";
            case RETRYING -> failure == null ? "trying again" : failure.detail();
        };
    }

    @Override
    public Map<Integer, Long> reached() {
        return loop.reached();
    }

    @Override
    public void close() {
        loop.close();
    }

    private String again() {
        long left = loop.readingAgain();
        return left == 0 ? "" : "fills a lost index from the log, " + left + " offsets to go";
    }

    /** Counts what the loop has committed. */
    private final class Counting implements IndexerListener {

        @Override
        public void committed(IngestResult result, long bytes, Duration processing, Duration committing) {
            result.outcomes().forEach((outcome, count) -> {
                Objects.requireNonNull(outcomes.get(outcome)).add(count);
                rate.add(count);
            });
        }
    }

    /** Brings the collections up to date before a document is refused for want of one. */
    private record Refreshing(KafkaCollectionRegistry registry) implements IngestListener {

        @Override
        public void unknownCollection(String collection) {
            registry.refresh();
        }
    }
}
