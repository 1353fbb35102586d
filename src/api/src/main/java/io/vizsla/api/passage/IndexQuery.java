package io.vizsla.api.passage;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an index: near a vector, by words, or both.
 *
 * @param vector the query's vector, unit length, null for a search by words alone
 * @param text the query's words, null for a search by vector alone
 * @param filter only chunks that pass it are candidates; null for all
 * @param limit how many candidates each of the two searches may bring, 1 to {@value #LARGEST_LIMIT}
 * @param exact compare with every vector instead of walking the graph
 */
public record IndexQuery(
        float @Nullable [] vector,
        @Nullable String text,
        @Nullable Filter filter,
        int limit,
        boolean exact) {

    /** The most candidates that one search may bring. */
    public static final int LARGEST_LIMIT = 10_000;

    public IndexQuery {
        if (vector == null && text == null) {
            throw VizslaException.invalid("query", null, "a vector, words, or both");
        }
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw VizslaException.invalid("limit", limit, "between 1 and " + LARGEST_LIMIT);
        }
    }

    /** Returns a search by vector alone. */
    public static IndexQuery dense(float[] vector, int limit) {
        return new IndexQuery(vector, null, null, limit, false);
    }

    /** Returns a search by words alone. */
    public static IndexQuery lexical(String text, int limit) {
        return new IndexQuery(null, text, null, limit, false);
    }

    /** Returns a search by both. */
    public static IndexQuery both(float[] vector, String text, int limit) {
        return new IndexQuery(vector, text, null, limit, false);
    }

    /** Returns a copy that is restricted to what passes the filter. */
    public IndexQuery filtered(@Nullable Filter restriction) {
        return new IndexQuery(vector, text, restriction, limit, exact);
    }

    /** Returns a copy that compares with every vector. */
    public IndexQuery exactly() {
        return new IndexQuery(vector, text, filter, limit, true);
    }
}
