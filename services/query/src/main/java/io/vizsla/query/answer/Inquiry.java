package io.vizsla.query.answer;

import io.vizsla.api.query.Query;
import java.util.List;

/**
 * A checked question.
 *
 * @param collection that exists
 * @param conversation at least one turn, the last of them the user's
 * @param search how passages are found; its text is the last question
 * @param minScore what a passage must reach for the documents to count as answering
 * @param generate whether a chat model may speak
 */
public record Inquiry(String collection, List<Turn> conversation, Query search, double minScore, boolean generate) {

    public Inquiry {
        conversation = List.copyOf(conversation);
    }

    /** Returns a copy whose passages are found in another way. */
    public Inquiry withSearch(Query newSearch) {
        return new Inquiry(collection, conversation, newSearch, minScore, generate);
    }
}
