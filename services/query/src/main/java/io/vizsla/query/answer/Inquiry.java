package io.vizsla.query.answer;

import io.vizsla.api.query.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checked question.
 *
 * @param collection that exists
 * @param conversation at least one turn, the last of them the user's
 * @param search how passages are found; its text is the last question
 * @param minScore what a passage must reach for the documents to count as answering
 * @param generate whether a chat model may speak
 * @param tenant whose documents the answer may come from; null for everybody's
 */
public record Inquiry(
        String collection,
        List<Turn> conversation,
        Query search,
        double minScore,
        boolean generate,
        @Nullable String tenant) {

    public Inquiry {
        conversation = List.copyOf(conversation);
    }

    /** Returns a copy that is answered from a tenant's documents alone. */
    public Inquiry withTenant(@Nullable String newTenant) {
        return new Inquiry(collection, conversation, search, minScore, generate, newTenant);
    }
}
