package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * What was found.
 *
 * @param hits best first
 * @param model that read the query
 * @param timings milliseconds of each stage and in total
 */
public record SearchResult(
        @JsonProperty("hits") List<Hit> hits,
        @JsonProperty("model") String model,
        @JsonProperty("mode") Mode mode,
        @JsonProperty("timings") Map<String, Double> timings) {}
