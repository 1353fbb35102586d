package io.vizsla.query.collection;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.port.DocumentWrites;
import io.vizsla.query.port.Futures;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Single documents: sent, waited for, looked at. */
@Singleton
public class Documents {

    private static final int BLOCK = 64;

    private final CollectionService collections;
    private final Deletions deletions;
    private final ServedCollections open;
    private final DocumentStates states;
    private final DocumentWrites writes;
    private final LimitsConfig limits;

    /** Works by these parts. */
    public Documents(
            CollectionService collections,
            Deletions deletions,
            ServedCollections open,
            DocumentStates states,
            DocumentWrites writes,
            LimitsConfig limits) {
        this.collections = collections;
        this.deletions = deletions;
        this.open = open;
        this.states = states;
        this.writes = writes;
        this.limits = limits;
    }

    /** Appends an event and returns where it is; a null body deletes. */
    public LogPosition append(DocumentRef document, @Nullable DocumentBody body) {
        collections.get(document.collection());
        deletions.refuse(document.collection());
        return Futures.join(writes.append(document, body), limits.defaultWait());
    }

    /** Returns what became of an event. */
    public DocumentStatus await(DocumentRef document, LogPosition position, Duration longest) {
        return Futures.join(writes.await(document, position), longest);
    }

    /**
     * Returns a document's status.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION}, {@code UNKNOWN_DOCUMENT}
     */
    public DocumentStatus status(DocumentRef document) {
        collections.get(document.collection());
        return states.find(document)
                .filter(status -> status.state() != DocumentState.DELETED)
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_DOCUMENT, "id", document.id(), "the id of a document in the collection"));
    }

    /** Returns what a search can find of a document, in order. */
    public List<Chunk> chunks(DocumentStatus status) {
        PassageIndex index = open.get(status.document().collection()).index();
        List<Chunk> chunks = new ArrayList<>();
        int first = 0;
        int found;
        int block = Math.max(status.chunks(), 1);
        // The state tells how many there were when the document came; it may have been cut anew since.
        do {
            List<ChunkId> ids = IntStream.range(first, first + block)
                    .mapToObj(ordinal -> new ChunkId(status.document(), ordinal))
                    .toList();
            Map<ChunkId, Chunk> page = index.chunks(ids);
            ids.stream().map(page::get).filter(Objects::nonNull).forEach(chunks::add);
            found = page.size();
            first += block;
            block = BLOCK;
        } while (found > 0);
        return chunks;
    }

    /**
     * Returns some of what a search can find of a document, in order.
     *
     * @param from how many are passed over
     * @param count how many at the most
     */
    public List<Chunk> chunks(DocumentStatus status, int from, int count) {
        PassageIndex index = open.get(status.document().collection()).index();
        List<ChunkId> ids = IntStream.range(from, from + count)
                .mapToObj(ordinal -> new ChunkId(status.document(), ordinal))
                .toList();
        Map<ChunkId, Chunk> found = index.chunks(ids);
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /** Returns a page of documents in id order. */
    public List<DocumentStatus> list(
            String collection, @Nullable DocumentState state, @Nullable String after, int limit) {
        collections.get(collection);
        return states.list(collection, state, after, limit);
    }
}
