package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.ChunkId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Applies writes one at a time, by the rule that a lower version never replaces a higher one. Milvus has no such
 * condition, so the versions that a document's chunks have are read first, with every write in sight; they are remembered
 * until the next flush, for some seconds at most, so that what follows in a batch need not read again. Of a document, one process
 * writes at a time: the one that its partition of the log is assigned to.
 *
 * <p>What Milvus has acknowledged is in its log and survives a crash; a flush therefore writes nothing.
 */
final class MilvusWrites {

    private static final int MOST_REMEMBERED = 50_000;

    /** Far less than a process may stand still before another one takes its partitions. */
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(10).toNanos();

    private final Rows rows;
    private final Sidecar sidecar;
    private final Freshness freshness;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<DocumentRef, Known> known = new HashMap<>();
    /** Written since the last flush. */
    private final Set<DocumentRef> pending = new HashSet<>();

    private boolean unflushed;

    /**
     * What is stored of a document.
     *
     * @param versions of its chunks by their ordinals
     * @param since when, in the nanoseconds of the system's clock
     */
    private record Known(Map<Integer, Long> versions, long since) {

        boolean isFresh(long now) {
            return now - since < REMEMBERED_NANOS;
        }
    }

    MilvusWrites(Rows rows, Sidecar sidecar, Freshness freshness) {
        this.rows = rows;
        this.sidecar = sidecar;
        this.freshness = freshness;
    }

    /**
     * Reads what is stored of documents that are about to change: each read with every write in sight waits for the server's clock,
     * up to a fifth of a second, however much it reads.
     */
    void expect(Collection<DocumentRef> documents) {
        lock.lock();
        try {
            known.clear();
            read(documents);
        } finally {
            lock.unlock();
        }
    }

    /** Writes rows, except where a higher version of the chunk is stored. */
    void upsert(List<ChunkRows.Row> chunks) {
        lock.lock();
        try {
            read(chunks.stream().map(chunk -> chunk.id().document()).toList());
            List<ChunkRows.Row> newer = chunks.stream().filter(this::replaces).toList();
            if (newer.isEmpty()) {
                return;
            }
            Set<String> keywords = new LinkedHashSet<>();
            newer.forEach(chunk -> keywords.addAll(chunk.keywords()));
            sidecar.learn(keywords);
            write(newer);
        } finally {
            lock.unlock();
        }
    }

    /** Removes the chunks of a document of a lower version. */
    void delete(DocumentRef document, long olderThan) {
        lock.lock();
        try {
            read(List.of(document));
            Map<Integer, Long> versions = versions(document);
            List<Integer> older = versions.entrySet().stream()
                    .filter(chunk -> chunk.getValue() < olderThan)
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            if (older.isEmpty()) {
                return;
            }
            unflushed = true;
            forgettingOnFailure(List.of(document), () -> {
                rows.delete(older.stream()
                        .map(ordinal -> ChunkRows.key(new ChunkId(document, ordinal)))
                        .toList());
                older.forEach(versions::remove);
            });
            freshness.wrote();
        } finally {
            lock.unlock();
        }
    }

    /** Makes later reads see every write that has ended: those of this process, or, if it made none, those of all. */
    void flush() {
        lock.lock();
        try {
            known.clear();
            pending.clear();
            if (unflushed) {
                freshness.wrote();
            } else {
                freshness.demand();
            }
            unflushed = false;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the documents that were written since the last flush, and so may be half written. */
    Set<DocumentRef> pending() {
        lock.lock();
        try {
            return new HashSet<>(pending);
        } finally {
            lock.unlock();
        }
    }

    private boolean replaces(ChunkRows.Row chunk) {
        Long stored = versions(chunk.id().document()).get(chunk.id().ordinal());
        return stored == null || stored <= chunk.version();
    }

    private void write(List<ChunkRows.Row> chunks) {
        unflushed = true;
        List<DocumentRef> documents =
                chunks.stream().map(chunk -> chunk.id().document()).toList();
        forgettingOnFailure(documents, () -> {
            rows.upsert(chunks.stream().map(ChunkRows.Row::cells).toList());
            for (ChunkRows.Row chunk : chunks) {
                versions(chunk.id().document()).put(chunk.id().ordinal(), chunk.version());
            }
        });
        freshness.wrote();
    }

    /** Of a request that failed nobody knows what it did. */
    private void forgettingOnFailure(Collection<DocumentRef> documents, Runnable write) {
        pending.addAll(documents);
        boolean done = false;
        try {
            write.run();
            done = true;
        } finally {
            if (!done) {
                documents.forEach(known::remove);
            }
        }
    }

    private void read(Collection<DocumentRef> documents) {
        if (known.size() > MOST_REMEMBERED) {
            known.clear();
        }
        long now = System.nanoTime();
        known.values().removeIf(one -> !one.isFresh(now));
        Set<DocumentRef> unknown = new LinkedHashSet<>(documents);
        unknown.removeAll(known.keySet());
        if (unknown.isEmpty()) {
            return;
        }
        Map<DocumentRef, Map<Integer, Long>> found = new HashMap<>();
        rows.read(
                Rows.in(
                        Columns.DOCUMENT,
                        unknown.stream().map(ChunkRows::document).toList()),
                List.of(Columns.VERSION),
                Rows.LARGEST_PAGE,
                ConsistencyLevel.STRONG,
                row -> {
                    ChunkId id = ChunkRows.id(Rows.key(row));
                    found.computeIfAbsent(id.document(), _ -> new HashMap<>())
                            .put(id.ordinal(), Rows.number(row, Columns.VERSION));
                });
        for (DocumentRef document : unknown) {
            known.put(document, new Known(found.getOrDefault(document, new HashMap<>()), now));
        }
    }

    /** Of a document that was read just now. */
    private Map<Integer, Long> versions(DocumentRef document) {
        Known one = known.get(document);
        if (one == null) {
            throw new IllegalStateException("nobody has read what is stored of " + document.key());
        }
        return one.versions();
    }
}
