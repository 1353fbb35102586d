package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A passage that an answer may rest on.
 *
 * @param number by which the answer cites it, from 1
 * @param score probability of relevance, 0 to 1
 * @param headings above it, outermost first
 * @param metadata the document's, as JSON values
 * @param suspicious whether it holds what looks like orders to a language model
 */
public record AnswerPassage(
        @JsonProperty("number") int number,
        @JsonProperty("documentId") String documentId,
        @JsonProperty("chunkId") String chunkId,
        @JsonProperty("score") double score,
        @JsonProperty("title") String title,
        @JsonProperty("headings") List<String> headings,
        @JsonProperty("text") String text,
        @JsonProperty("metadata") Map<String, @Nullable Object> metadata,
        @JsonProperty("suspicious") boolean suspicious) {}
