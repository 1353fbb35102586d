package io.vizsla.index.lucene;

import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;

/** Proves an index sound: Lucene's own check of the last commit's files, then what we promise of every chunk. */
final class IndexChecker {

    private static final int MOST_PROBLEMS = 1000;

    private final IndexSpec spec;
    private final List<String> problems = new ArrayList<>();

    IndexChecker(IndexSpec spec) {
        this.spec = spec;
    }

    IndexReport check(Directory directory, Store store, IndexSearcher searcher) throws IOException {
        CommitCheck.run(directory, store.snapshots(), this::report);
        ChunkCheck chunks = new ChunkCheck(spec, this::report);
        chunks.run(searcher);
        return new IndexReport(chunks.chunks(), chunks.documents(), problems);
    }

    private void report(String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }
}
