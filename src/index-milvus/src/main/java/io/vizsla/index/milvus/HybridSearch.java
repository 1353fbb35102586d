package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.passage.Signals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Answers an {@link IndexQuery}: both searches and the counts that scores need go to the server side by side, then every
 * candidate of the union gets every signal. Milvus' own hybrid search is not used: it returns a fused rank and no signals.
 */
final class HybridSearch {

    private final DenseSearch dense;
    private final WordSearch words;
    private final WordScores scores;
    private final ExecutorService threads;

    HybridSearch(DenseSearch dense, WordSearch words, WordScores scores, ExecutorService threads) {
        this.dense = dense;
        this.words = words;
        this.scores = scores;
        this.threads = threads;
    }

    /**
     * Returns the union of both searches.
     *
     * @param vector of the query at unit length, null if it has none
     * @param terms of the query in {@link SafeTerm} and how often each occurs, null if it has no text
     * @param filter a Milvus expression, empty for none
     */
    Hits search(
            float @Nullable [] vector,
            @Nullable Map<String, Integer> terms,
            String filter,
            IndexQuery query,
            ConsistencyLevel level) {
        Map<String, Integer> found = terms == null ? Map.of() : terms;
        boolean lexical = !found.isEmpty();
        Future<Bm25> bm25 = lexical ? threads.submit(() -> scores.of(found, level)) : null;
        Future<List<Candidate>> byWords = lexical
                ? threads.submit(() -> words.top(new WordSearch.Request(found, vector, filter, query.limit(), level)))
                : null;
        Map<String, Candidate> union = new LinkedHashMap<>();
        if (vector != null) {
            List<String> columns = lexical ? Candidate.WORD_COLUMNS : List.of();
            dense.top(vector, filter, query.limit(), query.exact(), columns, level)
                    .forEach(candidate -> union.put(candidate.key(), candidate));
        }
        if (byWords != null) {
            Parallel.result(byWords).forEach(candidate -> union.putIfAbsent(candidate.key(), candidate));
        }
        return hits(union, terms != null, bm25 == null ? null : Parallel.result(bm25));
    }

    private static Hits hits(Map<String, Candidate> union, boolean text, @Nullable Bm25 bm25) {
        List<Hit> hits = new ArrayList<>(union.size());
        for (Candidate candidate : union.values()) {
            Signals signals = Signals.NONE;
            double score = 0;
            if (text) {
                score = bm25 == null ? 0 : bm25.score(candidate.words(), candidate.length());
                signals = signals.with(Signal.LEXICAL, score);
            }
            Double cosine = candidate.cosine();
            if (cosine != null) {
                score = cosine;
                signals = signals.with(Signal.DENSE, score);
            }
            hits.add(Hit.candidate(ChunkRows.id(candidate.key()), score, signals));
        }
        return Hits.ranked(hits);
    }
}
