package io.vizsla.retrieval.example;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.filter.Filter;
import org.jspecify.annotations.Nullable;

/** Chooses worked examples for a query. Safe for any number of threads. */
public interface ExampleSource {

    /** Knows no examples. */
    ExampleSource NONE = (collection, wanted) -> Chosen.NOTHING;

    /**
     * Returns the examples for a query, the most important first: at most as many as are wanted, never the query itself,
     * none whose passage is not in the collection any more, or does not pass the filter.
     */
    Chosen choose(OpenCollection collection, Wanted wanted);

    /**
     * What is wanted.
     *
     * @param text of the query
     * @param vector of the query, unit length
     * @param count how many, at least 1
     * @param diversity what likeness to an example that was taken already costs, 0 to 1
     * @param distinct whether each passage may stand in one example only
     * @param texts whether the words of the passages are needed
     * @param filter what it hides is told by no example; null for none
     */
    record Wanted(
            String text,
            float[] vector,
            int count,
            double diversity,
            boolean distinct,
            boolean texts,
            @Nullable Filter filter) {}
}
