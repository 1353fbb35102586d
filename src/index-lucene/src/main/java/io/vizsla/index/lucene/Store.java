package io.vizsla.index.lucene;

import java.io.Closeable;
import java.io.IOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/** An open Lucene index: its writer and the searchers that see what it wrote. */
final class Store implements Closeable {

    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final SnapshotDeletionPolicy snapshots;

    private Store(IndexWriter writer, SearcherManager searchers, SnapshotDeletionPolicy snapshots) {
        this.writer = writer;
        this.searchers = searchers;
        this.snapshots = snapshots;
    }

    /** Opens the index of a directory, or makes it if the mode says so, and takes its lock. */
    static Store open(Directory directory, OpenMode mode, Analyzer analyzer, LuceneOptions options, int dimension)
            throws IOException {
        Similarity similarity = new BM25Similarity(options.k1(), options.b());
        SnapshotDeletionPolicy snapshots = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
        IndexWriterConfig config = config(analyzer, options, dimension)
                .setOpenMode(mode)
                .setSimilarity(similarity)
                .setIndexDeletionPolicy(snapshots);
        IndexWriter writer = new IndexWriter(directory, config);
        try {
            return new Store(writer, new SearcherManager(writer, factory(similarity)), snapshots);
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    IndexWriter writer() {
        return writer;
    }

    SearcherManager searchers() {
        return searchers;
    }

    SnapshotDeletionPolicy snapshots() {
        return snapshots;
    }

    /** Lets go of everything; what was not committed is lost. Running merges are given up, which loses nothing. */
    @Override
    public void close() throws IOException {
        try (SearcherManager closing = searchers) {
            writer.rollback();
        }
    }

    private static IndexWriterConfig config(Analyzer analyzer, LuceneOptions options, int dimension) {
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(options.mergeThreads() + 5, options.mergeThreads());
        return new IndexWriterConfig(analyzer)
                .setCodec(new VizslaCodec(options, dimension))
                .setRAMBufferSizeMB(options.ramBufferMegabytes())
                .setMergeScheduler(merges)
                .setUseCompoundFile(false)
                .setCommitOnClose(false);
    }

    private static SearcherFactory factory(Similarity similarity) {
        return new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(similarity);
                return searcher;
            }
        };
    }
}
