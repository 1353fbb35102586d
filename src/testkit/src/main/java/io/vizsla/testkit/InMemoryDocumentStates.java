package io.vizsla.testkit;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.DocumentStatus;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Document states that a test writes itself. */
public final class InMemoryDocumentStates implements DocumentStates {

    private final Map<DocumentRef, DocumentStatus> states = new ConcurrentHashMap<>();

    /** Records the state of a document in place of an older one. */
    public void put(DocumentStatus status) {
        states.put(status.document(), status);
    }

    /** Records several states, as a transaction does. */
    public void putAll(Iterable<DocumentStatus> statuses) {
        statuses.forEach(this::put);
    }

    /** Forgets a document. */
    public void remove(DocumentRef document) {
        states.remove(document);
    }

    @Override
    public Optional<DocumentStatus> find(DocumentRef document) {
        return Optional.ofNullable(states.get(document));
    }

    @Override
    public List<DocumentStatus> list(
            String collection, @Nullable DocumentState state, @Nullable String after, int limit) {
        return of(collection)
                .filter(status -> state == null || status.state() == state)
                .filter(status -> after == null || status.document().id().compareTo(after) > 0)
                .sorted(Comparator.comparing(status -> status.document().id()))
                .limit(limit)
                .toList();
    }

    @Override
    public Map<DocumentState, Long> counts(String collection) {
        Map<DocumentState, Long> counts = new EnumMap<>(DocumentState.class);
        for (DocumentState state : DocumentState.values()) {
            counts.put(state, of(collection).filter(s -> s.state() == state).count());
        }
        return counts;
    }

    private Stream<DocumentStatus> of(String collection) {
        return states.values().stream()
                .filter(status -> status.document().collection().equals(collection));
    }
}
