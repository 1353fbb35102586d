package io.vizsla.refresh.pairs;

import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.data.RefreshQuery;

/**
 * A query that was made of a passage, whose document is the answer to it.
 *
 * @param origin how it was made
 * @param query its words, 1 to {@link #MOST_WORDS}
 * @param document id of the document that it was made of
 * @param passage the text that answers it. Of {@link RefreshQuery.Origin#CLOZE} mostly the passage without the query's
 *     sentence; the vector that the index holds is that of the whole passage all the same, so where documents stay as they
 *     are, gain and teacher are those of the whole passage
 */
public record Pair(RefreshQuery.Origin origin, String query, String document, String passage) {

    /** The longest query, in words; a character of a script without spaces counts as one. */
    public static final int MOST_WORDS = 48;

    /** @throws VizslaException {@code INVALID_ARGUMENT} if the query has no word or too many, or is the passage itself */
    public Pair {
        int words = Words.of(query).size();
        if (words < 1 || words > MOST_WORDS) {
            throw VizslaException.invalid("query", words + " words", "1 to " + MOST_WORDS + " words");
        }
        if (query.equals(passage)) {
            throw VizslaException.invalid("query", query, "another text than its passage");
        }
    }
}
