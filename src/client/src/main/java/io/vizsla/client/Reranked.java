package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Passages in order.
 *
 * @param model that scored them
 * @param results best first
 */
public record Reranked(
        @JsonProperty("model") String model,
        @JsonProperty("results") List<Result> results,
        @JsonProperty("usage") Usage usage) {

    /**
     * A passage's place.
     *
     * @param index place of the passage in the request, from 0
     * @param score 0 to 1, higher is more relevant; comparable inside one answer
     */
    public record Result(
            @JsonProperty("index") int index,
            @JsonProperty("relevance_score") double score) {}

    /** What the call cost. */
    public record Usage(@JsonProperty("total_tokens") long tokens) {}
}
