package io.vizsla.refresh.data;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.PassageIndex;
import java.util.Collection;
import java.util.Map;

/** Compares the tokens of a query with those of passages. */
@FunctionalInterface
public interface TokenSignal {

    /** Says nothing of any passage. */
    TokenSignal NONE = (index, query, passages) -> Map.of();

    /** Returns the similarity of those passages that have token vectors. */
    Map<ChunkId, Double> of(PassageIndex index, TokenVectors query, Collection<ChunkId> passages);
}
