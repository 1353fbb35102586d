package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts to embed.
 *
 * @param input 1 to 2,048 texts, none of them blank
 * @param model the name of an embedding model
 * @param type which of the model's prompts is used
 * @param dimensions the model's own or one of its truncations; null for that of the collection, else the model's
 * @param instruction the task sentence before each query; null for the model's own
 * @param collection whose role, dimension and default task count; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmbeddingsRequest(
        @JsonProperty("input") List<String> input,
        @JsonProperty("model") String model,
        @JsonProperty("input_type") InputType type,
        @JsonProperty("dimensions") @Nullable Integer dimensions,
        @JsonProperty("instruction") @Nullable String instruction,
        @JsonProperty("collection") @Nullable String collection) {

    /** What a text is. */
    public enum InputType {
        /** What is looked for. */
        @JsonProperty("query")
        QUERY,
        /** What is found. */
        @JsonProperty("passage")
        PASSAGE
    }

    /** Floats as base64 are a third of the bytes, and exact. */
    @JsonProperty("encoding_format")
    String encodingFormat() {
        return "base64";
    }
}
