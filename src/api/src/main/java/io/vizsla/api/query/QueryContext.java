package io.vizsla.api.query;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.passage.TermStatistics;

/**
 * What the steps of one search share: the request, where it is asked, and how common its words are there. One per search.
 */
public interface QueryContext {

    /** Returns the request as it came. */
    Query query();

    /** Returns the collection that is searched. */
    CollectionSpec collection();

    /** Returns how common the query's words are in the collection; computed on the first call. */
    TermStatistics termStatistics();

    /** Tells what a step saw or decided; kept only when the request asks to explain. */
    void note(String step, String key, Object value);
}
