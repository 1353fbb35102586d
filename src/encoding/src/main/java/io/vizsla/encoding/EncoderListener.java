package io.vizsla.encoding;

import io.vizsla.api.encoding.Role;

/** Learns what an encoder does, for metrics. Called on the encoder's own threads: return fast, never throw. */
public interface EncoderListener {

    /** A listener that ignores everything. */
    EncoderListener NONE = new EncoderListener() {};

    /**
     * A batch went through the model.
     *
     * @param role of every text in it
     * @param size how many texts
     * @param tokens that the texts hold, padding not counted
     * @param paddedTokens that the model computed
     * @param nanos how long the model and the pooling took
     */
    default void batch(Role role, int size, int tokens, int paddedTokens, long nanos) {}

    /** A text waited so long, in nanoseconds, before its batch began. */
    default void waited(Role role, long nanos) {}

    /** A query was answered from the cache or was not. */
    default void cache(boolean hit) {}
}
