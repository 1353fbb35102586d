package io.vizsla.api.passage;

import io.vizsla.api.encoding.TokenVectors;
import org.jspecify.annotations.Nullable;

/**
 * A chunk with its vectors, ready to be written.
 *
 * @param vector unit length, of the index's dimension; not copied, so it must not be changed afterwards
 * @param tokens the reduced token vectors, null where the index keeps none
 */
public record EncodedChunk(
        Chunk chunk, float[] vector, @Nullable TokenVectors tokens) {}
