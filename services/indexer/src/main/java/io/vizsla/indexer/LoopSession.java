package io.vizsla.indexer;

import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.LogRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * The loop from a start to the first thing that breaks: one consumer, one transactional producer, and the rule that a
 * batch is committed with its results or not at all. Batches are processed on another thread, while this one keeps polling:
 * it stays in the group however long a document takes, and has the next batch at hand.
 *
 * <p>It moves only when {@link #step} is called: {@link IndexerLoop} calls it on a thread of its own, again and again, and
 * opens another session when one breaks. For one thread, but for {@link #wakeup}.
 */
public final class LoopSession implements AutoCloseable, ConsumerRebalanceListener {

    private static final Duration POLL = Duration.ofMillis(100);
    /** How long a batch may go on when the loop stops: enough for a small one, which is then not done twice. */
    private static final Duration NEARLY_DONE = Duration.ofSeconds(1);
    /** How long a batch that is given up may take to notice. */
    private static final Duration NOTICE = Duration.ofSeconds(4);
    /** The same where the session broke: as long as a call of a store may take, and less than the group waits for a poll. */
    private static final Duration LET_GO = Duration.ofMinutes(3);

    private final LoopParts parts;
    private final Executor worker;
    private final ResultWriter writer;
    private final Consumer<byte[], byte[]> consumer;
    private final PartitionBuffers buffers;
    private final StandingStill still = new StandingStill();
    private final BooleanSupplier awake;
    private @Nullable InFlight inFlight;
    private volatile boolean closed;

    private LoopSession(LoopParts parts, Executor worker, ResultWriter writer, Consumer<byte[], byte[]> consumer) {
        this.parts = parts;
        this.worker = worker;
        this.writer = writer;
        this.consumer = consumer;
        this.awake = parts.surroundings().awake();
        this.buffers = new PartitionBuffers(parts.options(), parts.surroundings()::chance);
    }

    /**
     * Ends what an earlier session of the same name left open and joins the group. The caller owns all parts.
     *
     * @param processor as in {@link IndexerLoop#start}
     * @param worker runs one batch at a time, and those of an earlier session before those of this one
     */
    public static LoopSession open(
            LoopSurroundings surroundings,
            BatchProcessor processor,
            ArtefactStore artefacts,
            LoopOptions options,
            IndexerListener listener,
            Executor worker) {
        return open(LoopParts.of(surroundings, processor, artefacts, options, listener, IngestHold.NONE), worker);
    }

    static LoopSession open(LoopParts parts, Executor worker) {
        ResultWriter writer = ResultWriter.open(parts.surroundings(), parts.artefacts(), parts.options());
        try {
            LoopSession session =
                    new LoopSession(parts, worker, writer, LogReader.open(parts.surroundings(), parts.options()));
            session.consumer.subscribe(List.of(Topics.DOCUMENTS), session);
            return session;
        } catch (RuntimeException failed) {
            writer.close();
            throw failed;
        }
    }

    /**
     * Does the next thing there is to do, waiting a moment if there is none.
     *
     * @throws RuntimeException if the session is of no use any longer: close it and open another one
     */
    public void step() {
        if (!awake.getAsBoolean()) {
            throw LogErrors.unavailable(
                    "stay in the group", new IllegalStateException("the process stood still for too long"));
        }
        InFlight current = inFlight;
        if (current == null) {
            startNext();
        } else if (current.result().isDone()) {
            finish(current);
            startNext();
        }
        poll();
    }

    /** Finishes the batch under way if it ends in time. */
    void drain(Duration wait) {
        InFlight current = inFlight;
        if (current == null) {
            return;
        }
        if (current.endsWithin(parts.surroundings(), wait)) {
            finish(current);
        }
    }

    /**
     * Ends for good: a batch that does not end in a moment is given up. It may still take a while to notice, which is
     * waited for so that nobody closes the index under its feet.
     */
    public void stop(Duration wait) {
        drain(least(wait, NEARLY_DONE));
        closed = true;
        InFlight current = inFlight;
        if (current == null) {
            return;
        }
        if (!current.endsWithin(parts.surroundings(), least(wait, NOTICE))) {
            parts.givenUp("it does not end");
        } else if (current.result().isCompletedExceptionally()) {
            parts.givenUp(String.valueOf(current.result().exceptionNow()));
        } else {
            finish(current);
        }
        inFlight = null;
    }

    /** Ends a {@link #step} that waits; any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    /** Returns how many records of each assigned partition are not committed yet, as far as is known. */
    Map<Integer, Long> lag() {
        Map<Integer, Long> lag = new HashMap<>();
        InFlight current = inFlight;
        for (TopicPartition partition : consumer.assignment()) {
            int number = partition.partition();
            long held = buffers.count(number)
                    + (current == null ? 0 : current.batch().count(number));
            consumer.currentLag(partition).ifPresent(behind -> lag.put(number, behind + held));
        }
        return lag;
    }

    /**
     * Leaves the group; a batch under way is given up. Until it has noticed, the group still counts this member in: a write
     * that ends after the next owner of its partition began would bring back what that one removed.
     */
    @Override
    public void close() {
        closed = true;
        try {
            InFlight current = inFlight;
            if (current != null && !current.endsWithin(parts.surroundings(), LET_GO)) {
                parts.givenUp("it does not end");
            }
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        } finally {
            writer.close();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            // Decisions rest on the states: all that former owners committed must be seen before the first one.
            parts.surroundings().readStatesToEnd(parts.options().catchUp());
            parts.hold().refresh();
            committed(Set.copyOf(partitions)).forEach((partition, committed) -> {
                if (committed != null) {
                    parts.progress().assigned(partition.partition(), committed);
                }
            });
            parts.running();
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!closed) {
            drain(parts.options().stopWait());
        }
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        List<Integer> lost = partitions.stream().map(TopicPartition::partition).toList();
        buffers.drop(lost);
        parts.progress().lost(lost);
        still.lost(lost);
        InFlight current = inFlight;
        if (!closed && current != null && current.batch().partitions().stream().anyMatch(lost::contains)) {
            throw LogErrors.unavailable(
                    "keep partitions " + lost,
                    new IllegalStateException("they were taken away while a batch of them was under way"));
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        try {
            return consumer.committed(partitions);
        } catch (WakeupException somethingToDo) {
            // It stays to be done; the partitions are told of only once.
            return consumer.committed(partitions);
        }
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void startNext() {
        inFlight = null;
        if (isHeld()) {
            return;
        }
        List<LogRecord> records = buffers.next(parts.surroundings().nanos());
        if (records.isEmpty()) {
            return;
        }
        LogBatch batch = new LogBatch(
                records, records.stream().mapToLong(PartitionBuffers::bytes).sum());
        InFlight next = InFlight.start(batch, parts, worker, this::wanted);
        inFlight = next;
        var _ = next.result().whenComplete((_, _) -> consumer.wakeup());
    }

    /**
     * Of a process that stood still others may have taken the partitions: what it was about to write is older than what they
     * wrote, and a store knows no owners. It is asked on the worker's thread, before each write.
     */
    private boolean wanted() {
        return !closed && awake.getAsBoolean();
    }

    /** Says that nothing of the partitions is written, once for each partition and hold. */
    private boolean isHeld() {
        String hold = parts.hold().now();
        if (hold == null) {
            return false;
        }
        noteProgress();
        Map<Integer, Long> unsaid = still.unsaid(hold, parts.progress().reached());
        if (!unsaid.isEmpty()) {
            writer.commitHeld(unsaid, parts.progress(), hold, consumer.groupMetadata());
            still.said(unsaid.keySet());
        }
        return true;
    }

    private void finish(InFlight done) {
        inFlight = null;
        IngestResult result;
        try {
            result = done.result().join();
        } catch (CompletionException failed) {
            retry(done.batch(), failed.getCause() == null ? failed : failed.getCause());
            return;
        }
        long processed = parts.surroundings().nanos();
        writer.commit(done.batch(), parts.progress(), result, consumer.groupMetadata());
        parts.surroundings().apply(result.statuses());
        buffers.succeeded(done.batch(), processed - done.started());
        if (!buffers.failing()) {
            parts.running();
        }
        tell(done, result, processed);
    }

    private void retry(LogBatch batch, Throwable cause) {
        Duration pause = buffers.failed(batch, parts.surroundings().nanos());
        parts.retrying(cause, buffers.failures(batch), pause);
    }

    private void tell(InFlight done, IngestResult result, long processed) {
        parts.listener()
                .committed(
                        result,
                        done.batch().bytes(),
                        Duration.ofNanos(processed - done.started()),
                        Duration.ofNanos(parts.surroundings().nanos() - processed));
        result.deadLetters().forEach(parts.listener()::deadLettered);
    }

    private void poll() {
        boolean idle = inFlight == null
                && parts.hold().now() == null
                && buffers.ready(parts.surroundings().nanos());
        if (buffers.full()) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(idle ? Duration.ZERO : POLL)) {
                buffers.add(LogRecords.of(record));
            }
            noteProgress();
        } catch (WakeupException somethingToDo) {
            // The next step sees what.
        }
    }

    /** What is held is not committed yet; where nothing is held, all that was read is. */
    private void noteProgress() {
        InFlight current = inFlight;
        for (TopicPartition partition : consumer.assignment()) {
            int number = partition.partition();
            OptionalLong held =
                    current == null ? OptionalLong.empty() : current.batch().first(number);
            held = held.isPresent() ? held : buffers.first(number);
            parts.progress().reached(number, held.isPresent() ? held.getAsLong() : consumer.position(partition));
        }
    }
}
