package io.vizsla.api.judgement;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said of one document as an answer to one query.
 *
 * @param query its words, 1 to {@value #LONGEST_QUERY} characters, not blank
 * @param chunk which chunk of the document was meant, null if that was not said
 * @param grade 0 (no answer) to 3 (perfect)
 * @param rank at which the document stood when a user of the search said so, from 1; null where it is not known
 * @param at when it was said
 */
public record Judgement(
        DocumentRef document,
        String query,
        @Nullable Integer chunk,
        int grade,
        Source source,
        @Nullable Integer rank,
        Instant at) {

    /** The longest query, in UTF-16 units. */
    public static final int LONGEST_QUERY = 8192;

    /** The best grade. */
    public static final int BEST = 3;

    public Judgement {
        checkQuery(query);
        if (grade < 0 || grade > BEST) {
            throw VizslaException.invalid("grade", grade, "between 0 and " + BEST);
        }
        if (chunk != null && chunk < 0) {
            throw VizslaException.invalid("chunk", chunk, "at least 0");
        }
        if (rank != null && rank < 1) {
            throw VizslaException.invalid("rank", rank, "at least 1");
        }
    }

    /**
     * Returns the words of a query unchanged.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if they are blank or too long
     */
    public static String checkQuery(String query) {
        if (query.isBlank() || query.length() > LONGEST_QUERY) {
            throw VizslaException.invalid("query", query, "1 to " + LONGEST_QUERY + " characters, not blank");
        }
        return query;
    }

    /** How it was said. */
    public enum Source {
        /** Somebody looked at it and gave a grade. */
        JUDGED,
        /** Somebody clicked on it, which may only mean that it stood above the others. */
        CLICKED
    }

    /** Returns the name of the query, the same for queries that differ in case, blanks or closing marks alone. */
    public String queryId() {
        return QueryId.of(query);
    }

    /** Returns the key on the log: a later judgement of the same kind takes the place of an earlier one. */
    public String key() {
        return key(document, queryId(), source);
    }

    /** Returns the key of what may have been said. */
    public static String key(DocumentRef document, String queryId, Source source) {
        return kind(document.collection(), queryId, source) + "/" + document.id();
    }

    /**
     * Returns the key after which the grades of a query stand, before those of any later query; its clicks come before.
     */
    public static String grades(String collection, String queryId) {
        return kind(collection, queryId, Source.JUDGED);
    }

    private static String kind(String collection, String queryId, Source source) {
        return collection + "/" + queryId + "/" + (source == Source.JUDGED ? "j" : "c");
    }
}
