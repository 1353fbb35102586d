package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document to index.
 *
 * @param id the sender's own, 1 to 512 characters; an existing document of the id is replaced
 * @param title null for none
 * @param metadata any JSON values; declared fields must be of their type
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Document(
        @JsonProperty("id") String id,
        @JsonProperty("title") @Nullable String title,
        @JsonProperty("text") String text,
        @JsonProperty("metadata") Map<String, ? extends @Nullable Object> metadata) {

    /** Returns a document of text alone. */
    public static Document of(String id, String text) {
        return new Document(id, null, text, Map.of());
    }
}
