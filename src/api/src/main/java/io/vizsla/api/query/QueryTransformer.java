package io.vizsla.api.query;

import java.util.List;

/** Rewrites, expands or splits a query before it is encoded. */
@FunctionalInterface
public interface QueryTransformer {

    /** Returns the queries to search with; at least one. */
    List<WeightedQuery> transform(Query query, QueryContext context);
}
