package io.vizsla.indexer;

import io.vizsla.api.ingest.ArtefactStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code vizsla.documents} and gives every record its one effect: a batch is processed, its results are made
 * durable in the index, and then one transaction commits its offsets, states and dead letters. A fault of the
 * infrastructure is tried again with growing pauses, never skipped.
 *
 * <p>Runs on two threads of its own; the methods here may be called from any.
 */
public final class IndexerLoop implements AutoCloseable {

    private static final long LAG_NANOS = Duration.ofSeconds(1).toNanos();

    private final LoopParts parts;
    private final Pulse pulse;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Integer, Long> lag = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile @Nullable LoopSession session;
    private long lagTold;

    private IndexerLoop(LoopParts parts, Pulse pulse) {
        this.parts = parts;
        this.pulse = pulse;
        this.thread = Thread.ofPlatform().name("vizsla-indexer").daemon().unstarted(this::run);
    }

    /**
     * Starts to follow the log. The topics must be there. The caller owns all parts and closes them after the loop.
     *
     * @param processor usually {@code ingestor::process}; it must decide by this {@code view}
     * @param hold what all indexers stand still for
     */
    public static IndexerLoop start(
            LogConnection connection,
            BatchProcessor processor,
            StatusView view,
            ArtefactStore artefacts,
            LoopOptions options,
            IndexerListener listener,
            IngestHold hold) {
        // Two thirds of a session: the group may have heard the last of it a few seconds before it stood still.
        Pulse pulse = Pulse.start(connection.session().multipliedBy(2).dividedBy(3));
        LiveSurroundings surroundings = new LiveSurroundings(connection, view, pulse);
        IndexerLoop loop =
                new IndexerLoop(LoopParts.of(surroundings, processor, artefacts, options, listener, hold), pulse);
        loop.thread.start();
        return loop;
    }

    /** Returns how the loop is doing. */
    public LoopState state() {
        return parts.now();
    }

    /** Returns how many records of each partition that this process follows are not committed yet, as of a second ago. */
    public Map<Integer, Long> lag() {
        return Map.copyOf(lag);
    }

    /**
     * Returns the offset of each partition that this process follows below which every record has had its effect and is
     * committed. Offsets that hold no record for readers, such as the ends of transactions, count as done.
     */
    public Map<Integer, Long> reached() {
        return parts.progress().reached();
    }

    /** Returns how many offsets of the log are still to be read a second time, to fill an index that was lost. */
    public long readingAgain() {
        return parts.progress().again();
    }

    /**
     * Stops. A batch under way is committed if it ends within a moment; else it is given up as soon as the ingest machine
     * comes to its next step, and comes again with the next start.
     */
    @Override
    public void close() {
        closed.countDown();
        LoopSession current = session;
        if (current != null) {
            current.wakeup();
        }
        try {
            // Never interrupted: an interrupt would close the files of the index under its feet.
            thread.join(parts.options().stopWait().plusSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        parts.state().set(LoopState.of(LoopState.Phase.STOPPED));
    }

    private void run() {
        BackOff backOff =
                new BackOff(parts.options().firstBackOff(), parts.options().longestBackOff());
        ExecutorService worker = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("vizsla-indexer-worker").daemon().factory());
        while (!closed()) {
            try (LoopSession opened = LoopSession.open(parts, worker)) {
                session = opened;
                follow(opened, backOff);
            } catch (RuntimeException | Error broken) {
                // Errors too: a thread that ended silently would leave the log unread and the state at RUNNING.
                if (!closed()) {
                    parts.restarting(broken);
                    backOff.pause(closed);
                }
            } finally {
                session = null;
            }
        }
        worker.shutdown();
        pulse.close();
    }

    private void follow(LoopSession opened, BackOff backOff) {
        while (!closed()) {
            opened.step();
            if (parts.now().phase() == LoopState.Phase.RUNNING) {
                backOff.reset();
            }
            tellLag(opened);
        }
        opened.stop(parts.options().stopWait());
    }

    private void tellLag(LoopSession opened) {
        if (System.nanoTime() - lagTold > LAG_NANOS) {
            lagTold = System.nanoTime();
            Map<Integer, Long> now = opened.lag();
            lag.keySet().retainAll(now.keySet());
            lag.putAll(now);
            now.forEach(parts.listener()::lag);
        }
    }

    private boolean closed() {
        return closed.getCount() == 0;
    }
}
