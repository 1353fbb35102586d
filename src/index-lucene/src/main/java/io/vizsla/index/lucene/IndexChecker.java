package io.vizsla.index.lucene;

import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.store.Directory;

/** Proves an index sound: Lucene's own check of the last commit's files, then what we promise of every chunk. */
final class IndexChecker {

    private static final int MOST_PROBLEMS = 1000;

    private final IndexSpec spec;
    private final List<String> problems = new ArrayList<>();

    IndexChecker(IndexSpec spec) {
        this.spec = spec;
    }

    /** Checks the last commit, which is kept from being deleted meanwhile, and the chunks written up to now. */
    IndexReport check(Directory directory, Store store) throws IOException {
        SnapshotDeletionPolicy snapshots = store.snapshots();
        IndexCommit commit = snapshots.snapshot();
        try {
            CommitCheck.run(directory, commit, this::report);
            return chunks(store.writer(), commit);
        } finally {
            snapshots.release(commit);
        }
    }

    private IndexReport chunks(IndexWriter writer, IndexCommit commit) throws IOException {
        ChunkCheck chunks = new ChunkCheck(spec, this::report);
        try (DirectoryReader reader = reader(writer, commit)) {
            chunks.run(reader);
        }
        return new IndexReport(chunks.chunks(), chunks.documents(), problems);
    }

    /** Opens a reader of the check's own; of a writer that Lucene gave up, only the commit is left. */
    private static DirectoryReader reader(IndexWriter writer, IndexCommit commit) throws IOException {
        return writer.isOpen() ? DirectoryReader.open(writer) : DirectoryReader.open(commit);
    }

    private void report(String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }
}
