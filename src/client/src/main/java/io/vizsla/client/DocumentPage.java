package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a collection's documents in id order.
 *
 * @param next what the next page comes after; null on the last one
 */
public record DocumentPage(
        @JsonProperty("documents") List<Entry> documents,
        @JsonProperty("next") @Nullable String next) {

    /**
     * What became of a document.
     *
     * @param state {@code indexed}, {@code failed} or {@code deleted}
     * @param chunks how many of its chunks can be found
     */
    public record Entry(
            @JsonProperty("id") String id,
            @JsonProperty("state") String state,
            @JsonProperty("chunks") int chunks,
            @JsonProperty("title") String title) {}
}
