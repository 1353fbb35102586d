package io.vizsla.retrieval;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.Mode;
import io.vizsla.retrieval.calibration.Ranking;
import java.util.List;

/**
 * Asks the index for candidates by vector, by words, or by both.
 *
 * @param unread what the query brings for a model although none reads it
 */
record SearchStep(int candidates, boolean exact, List<String> unread) implements Step {

    @Override
    public String name() {
        return "search";
    }

    @Override
    public void run(SearchState state) {
        int limit = Math.min(
                IndexQuery.LARGEST_LIMIT, Math.max(candidates, state.query().topK()));
        state.eachVariant(variant -> variant.withHits(search(state, variant, limit)));
        state.hits(state.variants().getFirst().hits());
        state.ranking(state.query().mode() == Mode.LEXICAL ? Ranking.LEXICAL : Ranking.DENSE);
        if (!unread.isEmpty()) {
            state.note(name(), "unread", String.join(", ", unread) + ": in lexical mode no model reads the query");
        }
        state.note(name(), "limit", limit);
        state.note(name(), "exact", exact);
        state.note(name(), "filtered", state.query().filter() != null);
        state.note(name(), "candidates", state.hits().size());
        state.note(name(), "matchingWords", matchingWords(state.hits()));
        List<String> limits = state.open().index().limits();
        if (!limits.isEmpty()) {
            state.note(name(), "storeLimits", limits);
        }
    }

    private Hits search(SearchState state, Variant variant, int limit) {
        IndexQuery wanted = wanted(state.query().mode(), variant, limit)
                .filtered(state.query().filter());
        return state.open().index().search(exact ? wanted.exactly() : wanted);
    }

    private static IndexQuery wanted(Mode mode, Variant variant, int limit) {
        String words = variant.query().query().text();
        float[] vector = variant.vector();
        if (vector == null) {
            return IndexQuery.lexical(words, limit);
        }
        return mode == Mode.DENSE ? IndexQuery.dense(vector, limit) : IndexQuery.both(vector, words, limit);
    }

    private static long matchingWords(Hits hits) {
        return hits.list().stream()
                .map(Hit::signals)
                .filter(signals -> signals.get(Signal.LEXICAL).orElse(0) > 0)
                .count();
    }
}
