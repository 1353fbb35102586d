package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document as an instance holds it.
 *
 * @param state {@code indexed}, {@code failed} or {@code deleted}
 * @param chunks what a search can find of it, in order
 */
public record StoredDocument(
        @JsonProperty("collection") String collection,
        @JsonProperty("id") String id,
        @JsonProperty("state") String state,
        @JsonProperty("version") long version,
        @JsonProperty("title") String title,
        @JsonProperty("metadata") @Nullable Map<String, @Nullable Object> metadata,
        @JsonProperty("chunks") List<Chunk> chunks) {

    /**
     * A slice of it.
     *
     * @param start index of its first UTF-16 unit in the document's text
     * @param end index after its last one
     */
    public record Chunk(
            @JsonProperty("chunkId") String chunkId,
            @JsonProperty("headings") List<String> headings,
            @JsonProperty("text") String text,
            @JsonProperty("start") int start,
            @JsonProperty("end") int end) {}
}
