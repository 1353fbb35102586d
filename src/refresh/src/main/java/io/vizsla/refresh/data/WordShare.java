package io.vizsla.refresh.data;

import io.vizsla.api.collection.OpenCollection;

/** Tells how much words count in a collection's hybrid search. */
@FunctionalInterface
public interface WordShare {

    /** Returns the share of the words for a query, 0..1. */
    double of(OpenCollection collection, String query);
}
