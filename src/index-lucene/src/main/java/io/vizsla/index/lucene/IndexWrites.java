package io.vizsla.index.lucene;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.index.common.StoredSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;

/**
 * Applies writes to the store, one at a time, by the rule that a lower version never replaces a higher one.
 *
 * <p>When Lucene gives its writer up (a full disk, a failed merge), the next write opens a new one on the last commit.
 * What was written since that commit is gone then; so that nobody takes it for durable, the next flush fails once, and
 * the caller writes again what it had not flushed.
 */
final class IndexWrites {

    private final IndexSpec spec;
    private final LuceneOptions options;
    private final Opener opener;
    private final LiveVersions versions = new LiveVersions();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Store store;
    private boolean closed;
    private boolean unflushed;
    private boolean lost;

    private IndexWrites(IndexSpec spec, LuceneOptions options, Opener opener, Store store) {
        this.spec = spec;
        this.options = options;
        this.opener = opener;
        this.store = store;
    }

    /** Opens the store; a new one is committed with its spec at once, an old one must have been made for the spec. */
    static IndexWrites open(IndexSpec spec, LuceneOptions options, Opener opener) throws IOException {
        Store store = opener.open(OpenMode.CREATE_OR_APPEND);
        try {
            claim(spec, store.writer());
            return new IndexWrites(spec, options, opener, store);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Returns the store that serves now. */
    Store store() {
        return store;
    }

    /** Writes chunks with their documents, in the same order. */
    void upsert(List<EncodedChunk> chunks, List<Document> documents) throws IOException {
        locked(() -> {
            IndexWriter writer = writable();
            Map<String, Map<Integer, Long>> live = new HashMap<>();
            for (int i = 0; i < documents.size(); i++) {
                ChunkId id = chunks.get(i).chunk().id();
                String key = id.document().key();
                Map<Integer, Long> now = live.get(key);
                if (now == null) {
                    now = live(key);
                    live.put(key, now);
                }
                Long stored = now.get(id.ordinal());
                long version = chunks.get(i).chunk().version();
                if (stored == null || stored <= version) {
                    writer.updateDocument(new Term(Fields.ID, id.toString()), documents.get(i));
                    versions.written(key, id.ordinal(), version);
                    unflushed = true;
                }
            }
            boundVersions();
        });
    }

    /** Removes the chunks of a document of a lower version. */
    void delete(DocumentRef document, long olderThan) throws IOException {
        locked(() -> {
            IndexWriter writer = writable();
            String key = document.key();
            for (Map.Entry<Integer, Long> chunk : live(key).entrySet()) {
                if (chunk.getValue() < olderThan) {
                    writer.deleteDocuments(new Term(Fields.ID, new ChunkId(document, chunk.getKey()).toString()));
                    versions.removed(key, chunk.getKey());
                    unflushed = true;
                }
            }
            boundVersions();
        });
    }

    /** Makes every write durable and visible. */
    void flush() throws IOException {
        locked(() -> {
            IndexWriter writer = writable();
            unflushed = false;
            if (lost) {
                lost = false;
                throw VizslaException.of(
                        ErrorCode.STORE_UNAVAILABLE,
                        "index " + spec.name() + " lost the writes since its last flush: write them again");
            }
            writer.commit();
            makeVisible();
        });
    }

    /** Flushes and closes the store; does nothing if it is closed. */
    void close() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            try (Store closing = store) {
                flush();
            } finally {
                closed = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private static void claim(IndexSpec spec, IndexWriter writer) throws IOException {
        Map<String, String> stored = new HashMap<>();
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            data.forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
        }
        if (stored.isEmpty() && writer.getDocStats().maxDoc == 0) {
            writer.setLiveCommitData(StoredSpec.of(spec).entrySet());
            writer.commit();
        } else {
            StoredSpec.check(spec, stored);
        }
    }

    /** Returns the writer, opening a new one if Lucene gave the old one up. */
    private IndexWriter writable() throws IOException {
        IndexWriter writer = store.writer();
        if (closed || writer.isOpen()) {
            return writer;
        }
        lost |= unflushed;
        unflushed = false;
        store.close();
        // Never a new index in place of one whose files were removed: it would hold what comes next and nothing else.
        store = opener.open(OpenMode.APPEND);
        versions.clear();
        return store.writer();
    }

    private Map<Integer, Long> live(String document) throws IOException {
        IndexSearcher searcher = store.searchers().acquire();
        try {
            return versions.of(document, searcher);
        } finally {
            store.searchers().release(searcher);
        }
    }

    private void boundVersions() throws IOException {
        if (versions.size() > options.maxPendingVersions()) {
            makeVisible();
        }
    }

    private void makeVisible() throws IOException {
        store.searchers().maybeRefreshBlocking();
        versions.clear();
    }

    private void locked(Write write) throws IOException {
        lock.lock();
        try {
            write.run();
        } finally {
            lock.unlock();
        }
    }

    /** Opens a store on the last commit. */
    interface Opener {
        Store open(OpenMode mode) throws IOException;
    }

    /** Something done under the lock. */
    private interface Write {
        void run() throws IOException;
    }
}
