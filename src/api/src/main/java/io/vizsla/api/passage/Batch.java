package io.vizsla.api.passage;

import io.vizsla.api.error.VizslaException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chunks that are written together.
 *
 * @param chunks each id at most once
 */
public record Batch(List<EncodedChunk> chunks) {

    public Batch {
        chunks = List.copyOf(chunks);
        Set<ChunkId> seen = new HashSet<>();
        for (EncodedChunk chunk : chunks) {
            if (!seen.add(chunk.chunk().id())) {
                throw VizslaException.invalid("chunks", chunk.chunk().id(), "one row per chunk id in a batch");
            }
        }
    }
}
