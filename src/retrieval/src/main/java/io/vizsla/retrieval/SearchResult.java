package io.vizsla.retrieval;

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
 * @param model the name of the embedding model
 * @param timings name of the step to the time it took, in order, then {@code total}
 * @param explanation null unless asked for
 */
public record SearchResult(
        Hits hits,
        String model,
        Map<String, Duration> timings,
        @Nullable Explanation explanation) {

    public SearchResult {
        timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
    }
}
