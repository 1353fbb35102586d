package io.vizsla.api.query;

import io.vizsla.api.passage.Hits;

/** Looks closer at the best candidates and orders them anew. */
@FunctionalInterface
public interface Reranker {

    /** Returns the candidates in their new order; none is added or lost. */
    Hits rerank(Query query, Hits candidates);
}
