package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the chunks that hold words of a query: with the server's BM25, or by our own where it has none. */
interface WordSearch {

    /**
     * What is looked for.
     *
     * @param terms in {@link SafeTerm}, and how often each occurs in the query; at least one
     * @param vector of the query, for the candidates' cosines; null if it has none
     * @param filter a Milvus expression, empty for none
     * @param limit how many candidates are wanted
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
    record Request(
            Map<String, Integer> terms, float @Nullable [] vector, String filter, int limit, ConsistencyLevel level) {}

    /** Returns the best candidates, each holding at least one of the terms. */
    List<Candidate> top(Request request);
}
