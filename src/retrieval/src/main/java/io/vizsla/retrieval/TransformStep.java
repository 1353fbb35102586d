package io.vizsla.retrieval;

import io.vizsla.api.query.QueryTransformer;
import io.vizsla.api.query.WeightedQuery;
import java.util.ArrayList;
import java.util.List;

/** Rewrites, expands or splits the query; each transformer works on what the one before it returned. */
record TransformStep(List<QueryTransformer> transformers) implements Step {

    @Override
    public String name() {
        return "transform";
    }

    @Override
    public void run(SearchState state) {
        List<WeightedQuery> queries = List.of(new WeightedQuery(state.query(), 1));
        for (QueryTransformer transformer : transformers) {
            queries = apply(transformer, queries, state);
        }
        state.variants(queries.stream().map(Variant::of).toList());
        state.note(
                name(),
                "queries",
                queries.stream().map(TransformStep::described).toList());
    }

    private static List<WeightedQuery> apply(
            QueryTransformer transformer, List<WeightedQuery> queries, SearchState state) {
        List<WeightedQuery> transformed = new ArrayList<>();
        for (WeightedQuery query : queries) {
            for (WeightedQuery made : transformer.transform(query.query(), state)) {
                transformed.add(new WeightedQuery(made.query(), made.weight() * query.weight()));
            }
        }
        return transformed;
    }

    private static List<Object> described(WeightedQuery query) {
        return List.of(query.query().text(), query.weight());
    }
}
