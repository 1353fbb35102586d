package io.vizsla.api.passage;

/** What a {@link DocumentQuery} finds. */
public sealed interface NearestChunk {

    /**
     * The nearest chunk that passes the filter.
     *
     * @param version of the event that wrote it: content of this version is what was compared
     * @param vector {@code float[dimension]}, unit length; owned by the caller
     */
    record Found(ChunkId id, long version, float[] vector) implements NearestChunk {}

    /** Why nothing is found. */
    enum None implements NearestChunk {
        /** There is no such chunk. */
        ABSENT,
        /** There are some, and the filter lets none of them pass. */
        HIDDEN
    }
}
