package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.passage.ChunkId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A collection that goes over to an index which has been filled: what must hold before, the one record that is the switch, and
 * what the way back needs. For one thread.
 */
final class RebuildSwitch {

    private static final System.Logger LOG = System.getLogger(RebuildSwitch.class.getName());
    private static final int PAGE = 1000;
    private static final long LOOK_MILLIS = 10;

    private final RebuildParts parts;
    private final Rebuild rebuild;
    private final Retired retired;
    private final OpenCollection next;
    private final StatusStore states;
    private final CountDownLatch closed;
    private boolean isServing;

    /**
     * @param next what is to serve
     * @param states of the documents in it
     * @param closed opens when nobody waits for the rebuild any more
     */
    RebuildSwitch(
            RebuildParts parts,
            Rebuild rebuild,
            Retired retired,
            OpenCollection next,
            StatusStore states,
            CountDownLatch closed) {
        this.parts = parts;
        this.rebuild = rebuild;
        this.retired = retired;
        this.next = next;
        this.states = states;
        this.closed = closed;
    }

    /** Returns whether the index serves, and is no longer the rebuild's. */
    boolean isServing() {
        return isServing;
    }

    /**
     * Does what takes time, while documents still come.
     *
     * @throws VizslaException {@code CONFLICT} naming a document that would be lost
     */
    void prepare() {
        refuseLosses();
        if (rebuild.isWayBack()) {
            removeDeleted();
        }
    }

    /**
     * Goes over. To be called while nothing is written to the old index, and the new one holds the whole log.
     *
     * @param topic the id of the log's topic
     * @param read how far the new index has read it
     * @param reached how far the old index has it
     * @return false if the rebuild was closed before the log had answered; it is not known then whether the switch has been
     *     made, and the next start sees
     * @throws VizslaException {@code CONFLICT} naming a document that would be lost; {@code UNKNOWN_COLLECTION}
     */
    boolean run(String topic, Map<Integer, Long> read, Map<Integer, Long> reached) {
        refuseLosses();
        parts.steps().accept(RebuildStep.CAUGHT_UP);
        CollectionSpec served = parts.registry()
                .find(rebuild.collection())
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_COLLECTION, "collection", rebuild.collection(), "a collection that exists"));
        noteWayBack(topic, both(read, reached));
        parts.steps().accept(RebuildStep.NOTED);
        if (!switchTo(served.servedBy(rebuild.to()))) {
            return false;
        }
        parts.steps().accept(RebuildStep.SWITCHED);
        return true;
    }

    /**
     * Where the log does not answer, the change may have come through and may come through yet: it is made again until the log
     * does, or shows the change. Nothing is written to the old index before.
     */
    private boolean switchTo(CollectionSpec wanted) {
        BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));
        while (closed.getCount() > 0) {
            try {
                serve(wanted, () -> parts.registry().put(wanted));
                return true;
            } catch (VizslaException failed) {
                if (failed.code() != ErrorCode.LOG_UNAVAILABLE) {
                    throw failed;
                }
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The rebuild of {0} waits for the log: {1}",
                        rebuild.collection(),
                        failed.detail());
                if (isMade(backOff.next())) {
                    serve(wanted, () -> {});
                    return true;
                }
            }
        }
        return false;
    }

    private void serve(CollectionSpec wanted, Runnable record) {
        parts.collections().switchTo(next, wanted, record).ifPresent(retired::keep);
        isServing = true;
    }

    /** Looks often: searches that see the change want the new index at once. */
    private boolean isMade(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        boolean isOpen = true;
        while (isOpen && System.nanoTime() < until) {
            if (parts.registry()
                    .find(rebuild.collection())
                    .filter(rebuild::isOver)
                    .isPresent()) {
                return true;
            }
            isOpen = !waited();
        }
        return false;
    }

    private boolean waited() {
        try {
            return closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What has been written to the old index may lag behind the end of the log. */
    private static Map<Integer, Long> both(Map<Integer, Long> read, Map<Integer, Long> reached) {
        Map<Integer, Long> both = new HashMap<>();
        read.forEach((partition, offset) -> both.put(partition, Math.min(offset, reached.getOrDefault(partition, 0L))));
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
        parts.notes().stopped(rebuild, topic, reached);
    }

    /** Documents that are found today must not be lost by the switch. */
    private void refuseLosses() {
        String after = null;
        List<DocumentStatus> page;
        do {
            page = states.list(rebuild.collection(), DocumentState.FAILED, after, PAGE);
            lost(page).ifPresent(lost -> {
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

    /** What failed lately may still be found as it was before, which the index alone knows if it has served before. */
    private Optional<DocumentStatus> lost(List<DocumentStatus> failed) {
        Map<ChunkId, DocumentStatus> found = new LinkedHashMap<>();
        failed.stream()
                .filter(status -> parts.states()
                        .find(status.document())
                        .filter(known -> known.chunks() > 0)
                        .isPresent())
                .forEach(status -> found.put(new ChunkId(status.document(), 0), status));
        found.keySet().removeAll(next.index().chunks(found.keySet()).keySet());
        return found.values().stream().findFirst();
    }

    /** The log may have forgotten deletions that came after the index had ceased to serve. */
    private void removeDeleted() {
        String after = null;
        List<DocumentStatus> page;
        do {
            page = parts.states().list(rebuild.collection(), DocumentState.DELETED, after, PAGE);
            next.index().expect(page.stream().map(DocumentStatus::document).toList());
            for (DocumentStatus deleted : page) {
                if (closed.getCount() == 0) {
                    return;
                }
                DocumentRef document = deleted.document();
                next.index().delete(document, deleted.version() + 1);
                after = document.id();
            }
        } while (page.size() == PAGE);
        next.index().flush();
    }
}
