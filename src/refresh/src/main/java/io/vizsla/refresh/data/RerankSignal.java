package io.vizsla.refresh.data;

import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.PassageIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a query together with each of its best candidates: slower than any search, and better. */
@FunctionalInterface
public interface RerankSignal {

    /** Says nothing of any passage. */
    RerankSignal NONE = (index, query, passages) -> Map.of();

    /** Returns how many of a query's candidates are read. */
    default int depth() {
        return 30;
    }

    /** Returns the scores of the passages that are still there; higher is more relevant. */
    Map<ChunkId, Double> of(PassageIndex index, String query, Collection<ChunkId> passages);

    /** Returns the signal of a cross-encoder, which stays the caller's. */
    static RerankSignal of(CrossEncoder encoder) {
        return (index, query, passages) -> {
            List<Chunk> chunks = new ArrayList<>(index.chunks(passages).values());
            double[] scores =
                    encoder.score(query, chunks.stream().map(Chunk::passage).toList());
            Map<ChunkId, Double> all = new HashMap<>();
            for (int i = 0; i < chunks.size(); i++) {
                all.put(chunks.get(i).id(), scores[i]);
            }
            return all;
        };
    }
}
