package io.vizsla.index.lucene;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.DocumentQuery;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.IndexStats;
import io.vizsla.api.passage.NearestChunk;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.TermStatistics;
import io.vizsla.index.common.Analyzers;
import io.vizsla.index.common.UnitVectors;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * One collection's chunks in one Lucene index. Writes go one after another; searches run beside them on the newest
 * searcher and never wait.
 */
final class LucenePassageIndex implements PassageIndex {

    private final IndexSpec spec;
    private final Directory directory;
    private final Analyzer analyzer;
    private final HybridSearch search;
    private final ChunkDocuments documents;
    private final IndexWrites writes;

    private LucenePassageIndex(
            IndexSpec spec, Directory directory, Analyzer analyzer, LuceneOptions options, IndexWrites writes) {
        this.spec = spec;
        this.directory = directory;
        this.analyzer = analyzer;
        this.search = new HybridSearch(spec, analyzer, options);
        this.documents = new ChunkDocuments(spec);
        this.writes = writes;
    }

    /**
     * Opens the index of a directory, which it closes with itself.
     *
     * @throws IOException if the directory cannot be read or its lock is held
     */
    static LucenePassageIndex open(IndexSpec spec, Directory directory, LuceneOptions options) throws IOException {
        Analyzer analyzer = Analyzers.of(spec.language());
        IndexWrites writes = IndexWrites.open(
                spec, options, mode -> Store.open(directory, mode, analyzer, options, spec.dimension()));
        return new LucenePassageIndex(spec, directory, analyzer, options, writes);
    }

    @Override
    public IndexSpec spec() {
        return spec;
    }

    @Override
    public void upsert(Batch batch) {
        List<EncodedChunk> chunks = batch.chunks();
        List<Document> checked = new ArrayList<>(chunks.size());
        for (int i = 0; i < chunks.size(); i++) {
            checked.add(documents.document("chunks[" + i + "]", chunks.get(i)));
        }
        writing(() -> {
            writes.upsert(chunks, checked);
        });
    }

    @Override
    public void delete(DocumentRef document, long olderThan) {
        writing(() -> {
            writes.delete(document, olderThan);
        });
    }

    @Override
    public void flush() {
        writing(() -> {
            writes.flush();
        });
    }

    @Override
    public Hits search(IndexQuery query) {
        return searching(searcher -> search.search(searcher, query));
    }

    @Override
    public List<NearestChunk> nearest(List<DocumentQuery> queries, @Nullable Filter filter) {
        List<DocumentQuery> units = queries.stream().map(this::unit).toList();
        Query compiled = filter == null ? null : LuceneFilters.compile(spec.fields(), filter);
        return searching(searcher -> DocumentSearch.nearest(searcher, units, compiled));
    }

    @Override
    public Map<ChunkId, Chunk> chunks(Collection<ChunkId> ids) {
        return searching(searcher -> ContentReader.chunks(searcher, ids));
    }

    @Override
    public Map<ChunkId, float[]> vectors(Collection<ChunkId> ids) {
        return searching(searcher -> FullVectors.of(searcher, ids));
    }

    @Override
    public Map<ChunkId, TokenVectors> tokenVectors(Collection<ChunkId> ids) {
        if (spec.tokenDimension() == 0) {
            return Map.of();
        }
        return searching(searcher -> ContentReader.tokenVectors(searcher, ids, spec.tokenDimension()));
    }

    @Override
    public TermStatistics termStatistics(String text) {
        return searching(searcher -> TermCounts.of(searcher, analyzer, text));
    }

    @Override
    public void forEach(Consumer<Chunk> visitor) {
        searching(searcher -> {
            ContentReader.forEach(searcher, visitor);
            return true;
        });
    }

    @Override
    public IndexStats stats() {
        return searching(searcher -> new IndexStats(searcher.getIndexReader().numDocs(), bytes()));
    }

    @Override
    public IndexReport check() {
        // No flush: it would show searches half a document, and one that fails is news for who wrote.
        return guarded(() -> new IndexChecker(spec).check(directory, writes.store()));
    }

    @Override
    public void close() {
        writing(() -> {
            try (Directory closing = directory;
                    Analyzer alsoClosing = analyzer) {
                writes.close();
            }
        });
    }

    private DocumentQuery unit(DocumentQuery query) {
        float[] vector = UnitVectors.checked("vector", query.vector(), spec.dimension());
        return new DocumentQuery(query.document(), query.ordinal(), vector);
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (String file : directory.listAll()) {
            try {
                bytes += directory.fileLength(file);
            } catch (NoSuchFileException mergedAway) {
                continue;
            }
        }
        return bytes;
    }

    private <T> T searching(Searching<T> task) {
        return guarded(() -> {
            Store store = writes.store();
            IndexSearcher searcher = store.searchers().acquire();
            try {
                return task.run(searcher);
            } finally {
                store.searchers().release(searcher);
            }
        });
    }

    private void writing(Writing task) {
        guarded(() -> {
            task.run();
            return true;
        });
    }

    private <T> T guarded(Guarded<T> task) {
        try {
            return task.run();
        } catch (AlreadyClosedException e) {
            throw VizslaException.of(
                    ErrorCode.STORE_UNAVAILABLE, "index " + spec.name() + " is closed or lost its files", e);
        } catch (IOException e) {
            throw StoreErrors.of(spec.name(), e);
        }
    }

    /** Something done on a searcher. */
    private interface Searching<T> {
        T run(IndexSearcher searcher) throws IOException;
    }

    /** Something done to the store. */
    private interface Writing {
        void run() throws IOException;
    }

    /** Something that Lucene may fail in. */
    private interface Guarded<T> {
        T run() throws IOException;
    }
}
