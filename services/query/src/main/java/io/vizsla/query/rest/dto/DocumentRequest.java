package io.vizsla.query.rest.dto;

import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.json.JsonValues;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A document to index. */
@Schema(name = "DocumentRequest")
public record DocumentRequest(
        @Schema(examples = "Pointing breeds") @Nullable String title,

        @Schema(required = true, examples = "The Vizsla is a Hungarian pointing dog.") @Nullable
        String text,

        @Schema(description = "Any JSON values; declared fields must be of their type.", examples = "{\"year\":2024}")
        @Nullable
        Map<String, @Nullable Object> metadata,

        @Schema(
                description = "The sender's own version, at least 0; an event of a lower version changes nothing. "
                        + "Left out: the offset on the log.")
        @Nullable
        Long version) {

    /** Returns the event's body. */
    public DocumentBody body() {
        return JsonValues.textBody(title, text, metadata, version);
    }
}
