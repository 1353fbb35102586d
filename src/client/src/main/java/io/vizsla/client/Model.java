package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of an instance.
 *
 * @param kind {@code embedding} or {@code reranker}
 * @param dimension of its vectors; null for rerankers
 * @param truncations dimensions that its vectors may be cut to; null for rerankers
 */
public record Model(
        @JsonProperty("id") String id,
        @JsonProperty("kind") String kind,
        @JsonProperty("dimension") @Nullable Integer dimension,
        @JsonProperty("truncations") @Nullable List<Integer> truncations,
        @JsonProperty("maxTokens") int maxTokens) {}
