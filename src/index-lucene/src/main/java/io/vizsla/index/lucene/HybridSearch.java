package io.vizsla.index.lucene;

import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.passage.Signals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** Answers an {@link IndexQuery}: each search brings its candidates, then every one of the union gets every signal. */
final class HybridSearch {

    private final IndexSpec spec;
    private final Analyzer analyzer;
    private final DenseSearch dense;

    HybridSearch(IndexSpec spec, Analyzer analyzer, LuceneOptions options) {
        this.spec = spec;
        this.analyzer = analyzer;
        this.dense = new DenseSearch(options);
    }

    /** Returns the union of both searches, see {@link io.vizsla.api.passage.PassageIndex#search}. */
    Hits search(IndexSearcher searcher, IndexQuery query) throws IOException {
        float[] raw = query.vector();
        float[] vector = raw == null ? null : UnitVectors.checked("vector", raw, spec.dimension());
        Query filter = query.filter() == null ? null : FilterCompiler.compile(spec.fields(), query.filter());
        Query words = query.text() == null ? null : Words.query(Words.terms(analyzer, query.text()));
        int[] docs = new int[0];
        if (vector != null) {
            docs = dense.top(searcher, vector, filter, query.limit(), query.exact());
        }
        if (words != null && !(words instanceof MatchNoDocsQuery)) {
            docs = DocNumbers.union(docs, topByWords(searcher, words, filter, query.limit()));
        }
        return hits(searcher, docs, vector, words);
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
