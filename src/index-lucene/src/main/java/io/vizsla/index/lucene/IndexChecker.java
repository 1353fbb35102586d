package io.vizsla.index.lucene;

import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
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

    /**
     * Checks the last commit, which is kept from being deleted meanwhile. What was written since is left out: it may be
     * half of a document, which is no fault.
     */
    IndexReport check(Directory directory, Store store) throws IOException {
        SnapshotDeletionPolicy snapshots = store.snapshots();
        IndexCommit commit = snapshots.snapshot();
        try {
            CommitCheck.run(directory, commit, this::report);
            return chunks(commit);
        } finally {
            snapshots.release(commit);
        }
    }

    private IndexReport chunks(IndexCommit commit) throws IOException {
        ChunkCheck chunks = new ChunkCheck(spec, this::report);
        try (DirectoryReader reader = DirectoryReader.open(commit)) {
            chunks.run(reader);
        }
        return new IndexReport(chunks.chunks(), chunks.documents(), problems);
    }

    private void report(String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }
}
