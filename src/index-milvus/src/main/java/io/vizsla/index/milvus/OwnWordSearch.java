package io.vizsla.index.milvus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Words where the server has no BM25: it finds the rows that hold one of them, and their scores are computed here. Reads
 * all such rows, a page at a time.
 */
final class OwnWordSearch implements WordSearch {

    private static final int PAGE = 2000;

    private final Rows rows;
    private final Function<Request, Bm25> scorer;

    /** A candidate and its score by words. */
    private record Scored(Candidate candidate, double score) {}

    OwnWordSearch(Rows rows, Function<Request, Bm25> scorer) {
        this.rows = rows;
        this.scorer = scorer;
    }

    @Override
    public List<Candidate> top(Request request) {
        String holds = "array_contains_any(" + Columns.TERMS + ", [\""
                + String.join("\",\"", request.terms().keySet()) + "\"])";
        Bm25 bm25 = scorer.apply(request);
        PriorityQueue<Scored> best = new PriorityQueue<>(Comparator.comparingDouble(Scored::score)
                .thenComparing(one -> one.candidate().key(), Comparator.reverseOrder()));
        rows.read(MilvusFilters.both(holds, request.filter()), Candidate.WORD_COLUMNS, PAGE, request.level(), row -> {
            Candidate found = Candidate.of(Rows.key(row), row, null);
            best.add(new Scored(found, bm25.score(found.words(), found.length())));
            if (best.size() > request.limit()) {
                best.poll();
            }
        });
        List<Candidate> found = best.stream().map(Scored::candidate).toList();
        return withCosines(found, request);
    }

    private List<Candidate> withCosines(List<Candidate> found, Request request) {
        float @Nullable [] vector = request.vector();
        if (vector == null) {
            return found;
        }
        Map<String, Candidate> byKey = new HashMap<>();
        found.forEach(candidate -> byKey.put(candidate.key(), candidate));
        List<Candidate> all = new ArrayList<>();
        rows.read(byKey.keySet(), List.of(Columns.VECTOR), PAGE, request.level(), row -> {
            Candidate candidate = byKey.get(Rows.key(row));
            if (candidate != null) {
                double cosine = Candidate.cosine(vector, ChunkRows.vector(row));
                all.add(new Candidate(candidate.key(), candidate.words(), candidate.length(), cosine));
            }
        });
        return all;
    }
}
