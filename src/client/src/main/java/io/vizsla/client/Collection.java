package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A collection as it is.
 *
 * @param model that reads its documents
 * @param dimension what its vectors are cut to; null for the model's own
 * @param fields the metadata fields that can be filtered on, and their types
 * @param queryModel that reads its queries; null where {@code model} does
 * @param chunks how many a search can find
 */
public record Collection(
        @JsonProperty("name") String name,
        @JsonProperty("model") String model,
        @JsonProperty("dimension") @Nullable Integer dimension,
        @JsonProperty("language") String language,
        @JsonProperty("fields") Map<String, String> fields,
        @JsonProperty("role") String role,
        @JsonProperty("tasks") Map<String, String> tasks,
        @JsonProperty("queryModel") @Nullable String queryModel,
        @JsonProperty("documents") Documents documents,
        @JsonProperty("chunks") long chunks) {

    /** How many documents are in each state. */
    public record Documents(
            @JsonProperty("indexed") long indexed,
            @JsonProperty("failed") long failed,
            @JsonProperty("deleted") long deleted) {}

    /** Returns the model whose vectors queries are read into. */
    public String queriesReadBy() {
        return queryModel == null ? model : queryModel;
    }
}
