package io.vizsla.api.passage;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the chunks of one collection in one space and finds them by vector, by words, or by both.
 *
 * <p>Writes become durable and visible together at {@link #flush()}; an implementation may make them visible earlier.
 * All methods may be called from any thread; {@link #close()} once, after the others have returned. Methods throw
 * {@link VizslaException} with {@code STORE_UNAVAILABLE} for what may pass on a retry and with a {@code CALLER} code for
 * what cannot.
 */
public interface PassageIndex extends AutoCloseable {

    /** Returns what the index is made for. */
    IndexSpec spec();

    /** Returns what the store does not do, or at what price, a sentence each, as {@code explain} shows it; mostly empty. */
    default List<String> limits() {
        return List.of();
    }

    /**
     * Tells which documents are about to be written or deleted, and forgets which were told before. A store that must know what it
     * has of a document before it changes it can ask for all of them at once; others do nothing.
     *
     * @param documents empty when what was told is over
     */
    default void expect(Collection<DocumentRef> documents) {}

    /**
     * Writes chunks, each in place of a chunk of the same id whose version is not higher. A chunk whose stored version is
     * higher stays as it is.
     *
     * @throws VizslaException {@code INVALID_VECTOR} if a vector has another dimension, holds NaN or infinity, or is all
     *     zero; {@code INVALID_METADATA} if a declared field has a value of another type; nothing is written then
     */
    void upsert(Batch batch);

    /** Removes the chunks of a document whose version is lower than {@code olderThan}. */
    void delete(DocumentRef document, long olderThan);

    /** Returns once all writes that ended before the call survive a crash and are seen by every later search. */
    void flush();

    /**
     * Returns the union of both searches. Every hit carries every signal that was asked for, also the one of the search
     * that did not bring it: {@link Signal#DENSE} computed on the full vector, {@link Signal#LEXICAL} as 0 where no word
     * matches. Ordered by the dense signal if there is a vector, else by the lexical one; hits carry no content.
     *
     * @throws VizslaException {@code INVALID_VECTOR} as in {@link #upsert}; {@code UNKNOWN_FIELD} or
     *     {@code INVALID_FILTER} if the filter does not fit the spec's fields
     */
    Hits search(IndexQuery query);

    /**
     * Looks into single documents, which a search over all chunks may pass by.
     *
     * @param queries each for itself; several may name one document
     * @param filter only chunks that pass it are found; null for all
     * @return what each query finds, in their order; of equally near chunks the first of the document. All of them are seen
     *     in the same state of the index
     * @throws VizslaException {@code INVALID_VECTOR}, {@code UNKNOWN_FIELD} or {@code INVALID_FILTER} as in {@link #search}
     */
    List<NearestChunk> nearest(List<DocumentQuery> queries, @Nullable Filter filter);

    /** Returns the content of those chunks that exist. */
    Map<ChunkId, Chunk> chunks(Collection<ChunkId> ids);

    /**
     * Returns the vectors of those chunks that exist, {@code float[dimension]} each: of unit length and as exact as
     * {@link Signal#DENSE}. Owned by the caller.
     */
    Map<ChunkId, float[]> vectors(Collection<ChunkId> ids);

    /** Returns the token vectors of those chunks that exist and have some; empty where the spec keeps none. */
    Map<ChunkId, TokenVectors> tokenVectors(Collection<ChunkId> ids);

    /** Returns how common the words of a text are. */
    TermStatistics termStatistics(String text);

    /** Calls back with every visible chunk, in no order; the callback must not write to the index. */
    void forEach(Consumer<Chunk> visitor);

    /** Returns the size of what a search sees. */
    IndexStats stats();

    /**
     * Reads everything as it was at one of the last flushes and returns what is wrong with it; documents that are being
     * written are looked at as they were before. Slow; the index serves meanwhile.
     */
    IndexReport check();

    /** Flushes and lets go of all resources. */
    @Override
    void close();
}
