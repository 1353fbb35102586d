package io.vizsla.index.lucene;

import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.passage.Signals;
import io.vizsla.index.common.Terms;
import io.vizsla.index.common.UnitVectors;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** Answers an {@link IndexQuery}: each search brings its candidates, then every one of the union gets every signal. */
final class HybridSearch {

    private static final Search NOTHING = () -> new int[0];

    private final IndexSpec spec;
    private final Analyzer analyzer;
    private final DenseSearch dense;

    /** One of the searches; gives document numbers, ascending. */
    @FunctionalInterface
    private interface Search {
        int[] docs() throws IOException;
    }

    HybridSearch(IndexSpec spec, Analyzer analyzer, LuceneOptions options) {
        this.spec = spec;
        this.analyzer = analyzer;
        this.dense = new DenseSearch(options);
    }

    /** Returns the union of both searches, see {@link io.vizsla.api.passage.PassageIndex#search}. */
    Hits search(IndexSearcher searcher, IndexQuery query) throws IOException {
        float[] raw = query.vector();
        float[] vector = raw == null ? null : UnitVectors.checked("vector", raw, spec.dimension());
        Query filter = query.filter() == null ? null : LuceneFilters.compile(spec.fields(), query.filter());
        Query words = query.text() == null ? null : Words.query(Terms.ofQuery(analyzer, query.text()));
        Search byVector =
                vector == null ? NOTHING : () -> dense.top(searcher, vector, filter, query.limit(), query.exact());
        Search byWords = words == null || words instanceof MatchNoDocsQuery
                ? NOTHING
                : () -> topByWords(searcher, words, filter, query.limit());
        int[] docs = byVector == NOTHING || byWords == NOTHING
                ? DocNumbers.union(byVector.docs(), byWords.docs())
                : together(byVector, byWords);
        return hits(searcher, docs, vector, words);
    }

    /** Runs both at the same time: somebody waits for this one query. Both have ended when this returns or throws. */
    private static int[] together(Search byVector, Search byWords) throws IOException {
        ForkJoinTask<int[]> other = ForkJoinPool.commonPool().submit(byWords::docs);
        try {
            int[] first = byVector.docs();
            return DocNumbers.union(first, other.get());
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a search was running");
        } finally {
            // The caller gives the searcher back; nobody may read from it then.
            other.quietlyJoin();
        }
    }

    private static int[] topByWords(IndexSearcher searcher, Query words, @Nullable Query filter, int limit)
            throws IOException {
        Query query = filter == null
                ? words
                : new BooleanQuery.Builder()
                        .add(words, Occur.MUST)
                        .add(filter, Occur.FILTER)
                        .build();
        return DocNumbers.sorted(searcher.search(query, limit).scoreDocs);
    }

    private static Hits hits(IndexSearcher searcher, int[] docs, float @Nullable [] vector, @Nullable Query words)
            throws IOException {
        double[] cosines = vector == null ? null : FullVectors.cosines(searcher, vector, docs);
        double[] scores = words == null ? null : WordScores.of(searcher, words, docs);
        List<ChunkId> ids = ChunkLookup.ids(searcher, docs);
        List<Hit> hits = new ArrayList<>(docs.length);
        for (int i = 0; i < docs.length; i++) {
            Signals signals = Signals.NONE;
            double score = 0;
            if (scores != null) {
                score = scores[i];
                signals = signals.with(Signal.LEXICAL, score);
            }
            if (cosines != null) {
                score = cosines[i];
                signals = signals.with(Signal.DENSE, score);
            }
            hits.add(Hit.candidate(ids.get(i), score, signals));
        }
        return Hits.ranked(hits);
    }
}
