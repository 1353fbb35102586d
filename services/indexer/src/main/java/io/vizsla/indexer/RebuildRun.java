package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionRebuilds;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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

    private static final int PAGE = 1000;

    private final RebuildParts parts;
    private final Rebuild rebuild;
    private final CollectionRebuilds.Exclusively exclusively;
    private final Retired retired;
    private final Semaphore turn;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<Stand> stand =
            new AtomicReference<>(new Stand(RebuildProgress.State.BUILDING, null, Instant.now()));
    private volatile @Nullable TopicFollower follower;
    /** Then the new index is no longer this run's. */
    private boolean isServing;

    private volatile @Nullable StatusStore store;
    /** Documents by state, as of when they were last looked at. */
    private volatile Map<DocumentState, Long> counts = Map.of();
    /** Set by the follower, which cannot open the file of states anew. */
    private volatile boolean isStoreBroken;

    /** How it stands. */
    private record Stand(
            RebuildProgress.State state, @Nullable String trouble, Instant since) {}

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
        this.thread = Thread.ofPlatform()
                .name("vizsla-rebuild-" + rebuild.collection())
                .daemon()
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Rebuild rebuild() {
        return rebuild;
    }

    RebuildProgress progress() {
        Stand now = stand();
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
        return stand().state();
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
        BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(30));
        while (!isClosed() && stand().state() == RebuildProgress.State.BUILDING) {
            try {
                buildInTurn();
            } catch (VizslaException failed) {
                if (!isClosed()) {
                    fail(failed, failed.code().kind() == ErrorKind.CALLER);
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

    private Stand stand() {
        return Objects.requireNonNull(stand.get());
    }

    private void fail(Throwable cause, boolean isForGood) {
        String detail = cause instanceof VizslaException known ? known.detail() : cause.toString();
        LOG.log(System.Logger.Level.WARNING, "The rebuild of {0}: {1}", rebuild.collection(), detail);
        stand.set(new Stand(
                isForGood ? RebuildProgress.State.FAILED : RebuildProgress.State.BUILDING,
                detail,
                isForGood ? Instant.now() : stand().since()));
    }

    /** One at a time: each reads the whole log and has the encoder work. */
    private void buildInTurn() {
        try {
            if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            build();
        } finally {
            turn.release();
        }
    }

    private void build() {
        if (parts.registry().find(rebuild.collection()).filter(rebuild::isOver).isPresent()) {
            // The answer to the change was lost, and the change was not.
            stand.set(new Stand(RebuildProgress.State.DONE, null, Instant.now()));
            return;
        }
        OpenCollection next = retired.take(rebuild.to()).orElseGet(this::open);
        isStoreBroken = false;
        try (StatusStore states = StatusStore.open(parts.states(rebuild.to().indexName()))) {
            store = states;
            RebuildStates known = new RebuildStates(states, rebuild.isWayBack() ? parts.states() : null);
            BatchProcessor ingestor = parts.ingestors().apply(_ -> next, known);
            IndexFiller filler =
                    new IndexFiller(rebuild.collection(), ingestor, states, () -> !isClosed(), this::troubled);
            try (TopicFollower following = TopicFollower.start(parts.connection(), Topics.DOCUMENTS, filler)) {
                follower = following;
                fill(next, following, filler, states);
            } finally {
                counted();
                follower = null;
                store = null;
            }
        } finally {
            if (!isServing) {
                next.index().close();
            }
        }
    }

    /** A file of states without its index tells of what is not there. */
    private OpenCollection open() {
        if (!parts.indexes().exists(rebuild.to().indexName())) {
            StatusStore.delete(parts.states(rebuild.to().indexName()));
        }
        return parts.collections().openBeside(rebuild.to());
    }

    private void troubled(@Nullable Throwable cause) {
        isStoreBroken |= cause instanceof MVStoreException || cause instanceof IllegalStateException;
        stand.updateAndGet(before -> before.state() != RebuildProgress.State.BUILDING
                ? before
                : new Stand(
                        before.state(),
                        cause == null
                                ? null
                                : cause instanceof VizslaException known ? known.detail() : cause.toString(),
                        before.since()));
    }

    private void fill(OpenCollection next, TopicFollower following, IndexFiller filler, StatusStore states) {
        while (!isClosed()) {
            if (isStoreBroken) {
                throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "The file of states cannot be used");
            }
            if (!caughtUp(following, PATIENCE)) {
                continue;
            }
            parts.steps().accept(RebuildStep.FILLED);
            refuseLosses(states);
            if (rebuild.isWayBack()) {
                removeDeleted(next);
            }
            if (switchOver(next, following, filler, states)) {
                stand.set(new Stand(RebuildProgress.State.DONE, null, Instant.now()));
                return;
            }
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

    /** Documents that are found today must not be lost by the switch. */
    private void refuseLosses(StatusStore states) {
        String after = null;
        List<DocumentStatus> page;
        do {
            page = states.list(rebuild.collection(), DocumentState.FAILED, after, PAGE);
            page.stream().filter(this::isLost).findFirst().ifPresent(lost -> {
                throw VizslaException.field(
                        ErrorCode.CONFLICT,
                        "document",
                        lost.document().id(),
                        "indexed as it is now, but it cannot be indexed this way: "
                                + (lost.failure() == null ? "" : lost.failure().detail()));
            });
            after = page.isEmpty() ? after : page.getLast().document().id();
        } while (page.size() == PAGE);
    }

    /** What failed lately may still be found as it was before. */
    private boolean isLost(DocumentStatus failed) {
        return failed.chunks() == 0
                && parts.states()
                        .find(failed.document())
                        .filter(known -> known.chunks() > 0)
                        .isPresent();
    }

    /** The log may have forgotten deletions that came after the index had ceased to serve. */
    private void removeDeleted(OpenCollection next) {
        String after = null;
        List<DocumentStatus> page;
        do {
            page = parts.states().list(rebuild.collection(), DocumentState.DELETED, after, PAGE);
            for (DocumentStatus deleted : page) {
                DocumentRef document = deleted.document();
                next.index().delete(document, deleted.version() + 1);
                after = document.id();
            }
        } while (page.size() == PAGE);
        next.index().flush();
    }

    private boolean switchOver(OpenCollection next, TopicFollower following, IndexFiller filler, StatusStore states) {
        boolean[] done = {false};
        // Whoever ends this rebuild changes the collection, and waits for it: nobody else is waited for here.
        boolean ran = exclusively.tryRun(
                rebuild.collection(),
                () -> done[0] = parts.barrier()
                        .tryAlone(PATIENCE, () -> switched(next, following, filler, states))
                        .orElse(false));
        if (!ran) {
            pause();
        }
        return done[0];
    }

    private void pause() {
        try {
            var _ = closed.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean switched(OpenCollection next, TopicFollower following, IndexFiller filler, StatusStore states) {
        if (isClosed() || !caughtUp(following, LONGEST_HOLD)) {
            return false;
        }
        refuseLosses(states);
        parts.steps().accept(RebuildStep.CAUGHT_UP);
        CollectionSpec served = parts.registry()
                .find(rebuild.collection())
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_COLLECTION, "collection", rebuild.collection(), "a collection that exists"));
        noteWayBack(filler.topic(), written(following.positions()));
        parts.steps().accept(RebuildStep.NOTED);
        CollectionSpec wanted = served.servedBy(rebuild.to());
        try {
            switchTo(next, wanted, () -> parts.registry().put(wanted));
        } catch (VizslaException unknown) {
            if (!isWrittenAllTheSame(unknown)) {
                throw unknown;
            }
            switchTo(next, wanted, () -> {});
        }
        parts.steps().accept(RebuildStep.SWITCHED);
        return true;
    }

    private void switchTo(OpenCollection next, CollectionSpec wanted, Runnable change) {
        parts.collections().switchTo(next, wanted, change).ifPresent(retired::keep);
        isServing = true;
    }

    /**
     * Where the log has not answered, the change may have come through and may come through yet. Until that is known nothing is
     * written to the old index.
     */
    private boolean isWrittenAllTheSame(VizslaException failed) {
        if (failed.code() != ErrorCode.LOG_UNAVAILABLE) {
            return false;
        }
        while (!isClosed()) {
            try {
                parts.refresh().run();
                return parts.registry()
                        .find(rebuild.collection())
                        .filter(rebuild::isOver)
                        .isPresent();
            } catch (VizslaException silent) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The rebuild of {0} waits for the log: {1}",
                        rebuild.collection(),
                        silent.detail());
                pause();
            }
        }
        return false;
    }

    /** The old index has what the loop has written, which may lag behind the end of the log. */
    private Map<Integer, Long> written(Map<Integer, Long> read) {
        Map<Integer, Long> loop = parts.reached().get();
        Map<Integer, Long> both = new HashMap<>();
        read.forEach((partition, offset) -> both.put(partition, Math.min(offset, loop.getOrDefault(partition, 0L))));
        return both;
    }

    /** Should the old index serve again, it has to be filled from here on. */
    private void noteWayBack(String topic, Map<Integer, Long> reached) {
        Path file = parts.states(rebuild.from().indexName());
        StatusStore.delete(file);
        try (StatusStore old = StatusStore.open(file)) {
            old.offsets(topic);
            old.commit(reached);
        }
    }
}
