package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionRebuilds;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * One rebuild on its way: follows the log into the new index until that lags no more, then has the collection go over between
 * two batches of the loop. A crash anywhere leaves the old index serving, or the new one, each with all that the log holds; the
 * next start goes on.
 */
final class RebuildRun implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RebuildRun.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** How long ingest may stand still at the switch; a rebuild that has not caught up by then tries again later. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(5);

    private static final Duration SHORTEST_REST = Duration.ofMillis(100);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private final RebuildParts parts;
    private final Rebuild rebuild;
    private final CollectionRebuilds.Exclusively exclusively;
    private final Retired retired;
    private final Semaphore turn;
    private final RebuildListener.Run told;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RebuildStand stand = new RebuildStand();
    private volatile @Nullable TopicFollower follower;
    private volatile @Nullable StatusStore store;
    /** Documents by state, as of when they were last looked at. */
    private volatile Map<DocumentState, Long> counts = Map.of();
    /** Set by the follower, which cannot open the file of states anew. */
    private volatile boolean isStoreBroken;

    /** @param turn held while one builds */
    RebuildRun(
            RebuildParts parts,
            Rebuild rebuild,
            CollectionRebuilds.Exclusively exclusively,
            Retired retired,
            Semaphore turn) {
        this.turn = turn;
        this.parts = parts;
        this.rebuild = rebuild;
        this.exclusively = exclusively;
        this.retired = retired;
        this.told = parts.told().begin(rebuild);
        this.thread = Thread.ofPlatform()
                .name("vizsla-rebuild-" + rebuild.collection())
                .daemon()
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    RebuildProgress progress() {
        RebuildStand.Now now = stand.now();
        TopicFollower following = follower;
        Map<DocumentState, Long> seen = counted();
        return new RebuildProgress(
                rebuild,
                now.state(),
                now.state() == RebuildProgress.State.DONE ? 0 : following == null ? -1 : following.left(),
                seen.getOrDefault(DocumentState.INDEXED, -1L),
                seen.getOrDefault(DocumentState.FAILED, -1L),
                now.trouble(),
                now.since());
    }

    /** Returns how it stands, without asking the log. */
    RebuildProgress.State state() {
        return stand.now().state();
    }

    private Map<DocumentState, Long> counted() {
        StatusStore known = store;
        if (known != null) {
            try {
                counts = known.counts(rebuild.collection());
            } catch (MVStoreException | IllegalStateException closing) {
                // It ends just now; what was counted last is still right to a document or two.
                LOG.log(System.Logger.Level.DEBUG, "Not counted: {0}", closing.getMessage());
            }
        }
        return counts;
    }

    /** Gives up what is not finished; the index that was filled is closed. */
    @Override
    public void close() {
        closed.countDown();
        TopicFollower following = follower;
        if (following != null) {
            following.close();
        }
        try {
            // No interrupt: it would close the files of the index for everybody.
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        try {
            buildUntilOver();
        } finally {
            told.ended(state(), counts);
        }
    }

    private void buildUntilOver() {
        BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(30));
        while (!isClosed() && stand.isBuilding()) {
            try {
                buildInTurn();
            } catch (VizslaException failed) {
                if (!isClosed()) {
                    fail(failed, failed.code().kind() == ErrorKind.CALLER);
                    backOff.pause(closed);
                }
            } catch (KafkaException unreachable) {
                // No client could be made: the broker's name may not be known for a while.
                if (!isClosed()) {
                    fail(unreachable, false);
                    backOff.pause(closed);
                }
            } catch (MVStoreException | IllegalStateException broken) {
                // A full disk, mostly: the file is opened anew.
                fail(broken, false);
                backOff.pause(closed);
            } catch (RuntimeException | Error defect) {
                if (!isClosed()) {
                    LOG.log(System.Logger.Level.ERROR, "The rebuild of " + rebuild.collection() + " failed", defect);
                    fail(defect, true);
                }
            }
        }
    }

    private void fail(Throwable cause, boolean isForGood) {
        LOG.log(
                System.Logger.Level.WARNING,
                "The rebuild of {0}: {1}",
                rebuild.collection(),
                stand.fail(cause, isForGood));
        told.failed(cause, isForGood);
    }

    /** One at a time: each reads the whole log and has the encoder work. */
    private void buildInTurn() {
        if (!timed(RebuildPhase.WAIT, this::isMyTurn)) {
            return;
        }
        try {
            build();
        } finally {
            turn.release();
        }
    }

    private boolean isMyTurn() {
        try {
            return turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void timed(RebuildPhase phase, Runnable work) {
        var _ = timed(phase, () -> {
            work.run();
            return true;
        });
    }

    private boolean timed(RebuildPhase phase, BooleanSupplier work) {
        long begin = System.nanoTime();
        try {
            return work.getAsBoolean();
        } finally {
            told.worked(phase, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private void build() {
        parts.notes().begin(rebuild);
        OpenCollection next = open();
        isStoreBroken = false;
        RebuildSwitch over = null;
        try (StatusStore states = StatusStore.open(parts.states(rebuild.to().indexName()))) {
            store = states;
            RebuildStates known = new RebuildStates(states, rebuild.isWayBack() ? parts.states() : null);
            BatchProcessor ingestor = told.batches(listener -> parts.machine().over(_ -> next, known, listener));
            IndexFiller filler =
                    new IndexFiller(rebuild.collection(), ingestor, states, () -> !isClosed(), this::troubled);
            try (TopicFollower following = TopicFollower.start(parts.connection(), Topics.DOCUMENTS, filler)) {
                follower = following;
                over = new RebuildSwitch(parts, rebuild, retired, next, states, closed);
                fill(over, following, filler);
            } finally {
                counted();
                follower = null;
                store = null;
            }
        } finally {
            if (over == null || !over.isServing()) {
                next.index().close();
            }
        }
    }

    private OpenCollection open() {
        Optional<OpenCollection> kept = retired.take(rebuild.to());
        if (parts.indexes().exists(rebuild.to().indexName())) {
            return kept.orElseGet(() -> parts.collections().openBeside(rebuild.to()));
        }
        // It has been dropped, or never was: what is open of it, or tells of documents in it, leads nowhere.
        kept.ifPresent(collection -> collection.index().close());
        StatusStore.delete(parts.states(rebuild.to().indexName()));
        return parts.collections().openBeside(rebuild.to());
    }

    private void troubled(@Nullable Throwable cause) {
        isStoreBroken |= cause instanceof MVStoreException || cause instanceof IllegalStateException;
        stand.trouble(cause);
    }

    private void fill(RebuildSwitch over, TopicFollower following, IndexFiller filler) {
        // Between two attempts ingest goes on: others stand still for each, as long as the slowest of them takes.
        BackOff attempts = new BackOff(SHORTEST_REST, LONGEST_REST);
        while (!isClosed()) {
            if (isStoreBroken) {
                throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "The file of states cannot be used");
            }
            if (!timed(RebuildPhase.FILL, () -> caughtUp(following, PATIENCE))) {
                continue;
            }
            parts.steps().accept(RebuildStep.FILLED);
            timed(RebuildPhase.CHECK, over::prepare);
            if (timed(RebuildPhase.SWITCH, () -> switchOver(over, following, filler))) {
                stand.done();
                return;
            }
            attempts.pause(closed);
        }
    }

    /** Whoever asks for an end of the log that never comes is told so by the follower, as of any fault of the log. */
    private static boolean caughtUp(TopicFollower following, Duration patience) {
        try {
            following.readToEnd(patience);
            return true;
        } catch (VizslaException late) {
            if (late.getCause() == null && late.code() == ErrorCode.LOG_UNAVAILABLE) {
                return false;
            }
            throw late;
        }
    }

    private boolean switchOver(RebuildSwitch over, TopicFollower following, IndexFiller filler) {
        boolean[] done = {false};
        // Whoever ends this rebuild changes the collection, and waits for it: nobody else is waited for here.
        var _ = exclusively.tryRun(
                rebuild.collection(),
                () -> done[0] = parts.pause().tryAlone(reached -> switched(over, following, filler, reached)));
        return done[0];
    }

    private boolean switched(
            RebuildSwitch over, TopicFollower following, IndexFiller filler, Map<Integer, Long> reached) {
        if (isClosed() || !caughtUp(following, LONGEST_HOLD)) {
            return false;
        }
        return over.run(filler.topic(), following.positions(), reached);
    }
}
