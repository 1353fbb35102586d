package io.vizsla.indexer;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The states of a collection's documents in an index that is being filled. Where the index has served before, the file
 * knows what came since alone; of all else the index holds what the collection's state tells the version of at least.
 */
record RebuildStates(StatusStore own, @Nullable DocumentStates known) implements DocumentStates {

    /** No record lies before it, so that nothing counts as seen. */
    private static final int NO_PARTITION = -1;

    @Override
    public Optional<DocumentStatus> find(DocumentRef document) {
        Optional<DocumentStatus> found = own.find(document);
        return found.isPresent() || known == null ? found : known.find(document).map(RebuildStates::versionAlone);
    }

    @Override
    public List<DocumentStatus> list(
            String collection, @Nullable DocumentState state, @Nullable String after, int limit) {
        return own.list(collection, state, after, limit);
    }

    @Override
    public Map<DocumentState, Long> counts(String collection) {
        return own.counts(collection);
    }

    private static DocumentStatus versionAlone(DocumentStatus status) {
        return new DocumentStatus(
                status.document(),
                status.state(),
                status.version(),
                "",
                "",
                status.chunks(),
                status.title(),
                null,
                new LogPosition(NO_PARTITION, -1),
                status.updatedAt());
    }
}
