package io.vizsla.retrieval;

import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hits;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query.
 *
 * @param hits with their content; scores are probabilities of relevance in 0..1
 * @param following hit to the chunk that comes after it in its document, where there is one; empty unless the collection
 *     holds memories
 * @param model the name of the embedding model that read the query
 * @param timings name of the step to the time it took, in order, then {@code total}
 * @param explanation null unless asked for
 */
public record SearchResult(
        Hits hits,
        Map<ChunkId, Chunk> following,
        String model,
        Map<String, Duration> timings,
        @Nullable Explanation explanation) {

    public SearchResult {
        following = Map.copyOf(following);
        timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
    }
}
