package io.vizsla.api.ingest;

import io.vizsla.api.document.DocumentRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A view of {@code vizsla.status}: the state of every document. Safe for any number of threads. */
public interface DocumentStates {

    /** Returns the state of a document, empty if no event of it was ever looked at. */
    Optional<DocumentStatus> find(DocumentRef document);

    /**
     * Returns a page of a collection's documents in id order.
     *
     * @param state only documents in this state; null for all
     * @param after the id after which the page starts; null for the first page
     * @param limit at least 1
     */
    List<DocumentStatus> list(String collection, @Nullable DocumentState state, @Nullable String after, int limit);

    /** Returns how many documents of a collection are in each state; a state without documents stands with 0. */
    Map<DocumentState, Long> counts(String collection);
}
