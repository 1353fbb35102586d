package io.vizsla.query.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A statement of an answer, and the passage that it names. */
@Schema(name = "Citation")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Citation(
        @Schema(description = "Number of the passage.") int number,

        @Schema(description = "UTF-16 index in the answer where the statement starts.")
        int start,

        @Schema(description = "Index after its last character.")
        int end,

        @Schema(
                description =
                        "Whether the passage holds the words that carry the statement: all of its numbers, and at "
                                + "least half of its other words that are not common ones.")
        boolean supported,

        @Schema(description = "The passage's own words, where the answer was made of them.") @Nullable
        String quote) {}
