package io.vizsla.retrieval.fusion;

import io.vizsla.api.query.QueryContext;

/** Decides how much the words of a query count beside its meaning. */
@FunctionalInterface
public interface LexicalWeight {

    /** Returns the share of the lexical signal, 0..1; the other signals share the rest. */
    double of(QueryContext context);
}
