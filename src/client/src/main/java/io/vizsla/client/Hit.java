package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that was found.
 *
 * @param rank counts from 1
 * @param score probability of relevance, 0 to 1, in every mode
 * @param headings above it, outermost first
 * @param following the text after it, in collections of memories; null elsewhere and at the end of a document
 * @param metadata the document's, as JSON values
 * @param signals the raw evidence by name, such as {@code dense} (cosine) and {@code lexical} (BM25)
 * @param highlights UTF-16 start and end of the query's words in the text
 */
public record Hit(
        @JsonProperty("rank") int rank,
        @JsonProperty("documentId") String documentId,
        @JsonProperty("chunkId") String chunkId,
        @JsonProperty("score") double score,
        @JsonProperty("title") String title,
        @JsonProperty("headings") List<String> headings,
        @JsonProperty("text") String text,
        @JsonProperty("following") @Nullable String following,
        @JsonProperty("metadata") Map<String, @Nullable Object> metadata,
        @JsonProperty("signals") Map<String, Double> signals,
        @JsonProperty("highlights") List<List<Integer>> highlights) {}
