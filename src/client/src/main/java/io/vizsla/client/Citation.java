package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A statement of an answer, and the passage that it names; {@link Answer#statement} and {@link Answer#passage} give both.
 *
 * @param number of the passage, from 1
 * @param start UTF-16 index in the answer's text where the statement starts
 * @param end index after its last character
 * @param supported whether the passage holds the words that carry the statement: all of its numbers, and at least half of its
 *     other words that are not common ones
 * @param quote the passage's own words, where the answer was made of them; else null
 */
public record Citation(
        @JsonProperty("number") int number,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end,
        @JsonProperty("supported") boolean supported,
        @JsonProperty("quote") @Nullable String quote) {}
