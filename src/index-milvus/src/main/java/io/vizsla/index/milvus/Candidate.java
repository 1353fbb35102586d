package io.vizsla.index.milvus;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that a search brought, with what its signals are computed of.
 *
 * @param words as in {@link Columns#WORDS}; empty where nobody asks
 * @param length in words
 * @param cosine to the query's vector, null where nobody asks
 */
record Candidate(
        String key, String words, long length, @Nullable Double cosine) {

    /** The columns that scores by words are computed of. */
    static final List<String> WORD_COLUMNS = List.of(Columns.WORDS, Columns.LENGTH);

    /** Returns a row as a candidate. */
    static Candidate of(String key, Map<String, Object> row, @Nullable Double cosine) {
        return row.containsKey(Columns.WORDS)
                ? new Candidate(key, Rows.text(row, Columns.WORDS), Rows.number(row, Columns.LENGTH), cosine)
                : new Candidate(key, "", 0, cosine);
    }

    /** Returns the dot product of two unit vectors, within -1 and 1. */
    static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return Math.clamp(sum, -1.0, 1.0);
    }
}
