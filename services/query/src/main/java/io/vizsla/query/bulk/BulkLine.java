package io.vizsla.query.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vizsla.api.error.VizslaException;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.json.JsonValues;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One document of a bulk request. */
@Schema(name = "BulkLine", description = "One line of a bulk request.")
public record BulkLine(
        @Schema(description = "The document's id; `_id` is taken too.", examples = "manual-7") @Nullable
        String id,

        @JsonProperty("_id") @Schema(hidden = true) @Nullable
        String beirId,

        @Nullable String title,
        @Schema(required = true) @Nullable String text,
        @Nullable Map<String, @Nullable Object> metadata,
        @Nullable Long version) {

    String documentId() {
        if (id != null && beirId != null && !id.equals(beirId)) {
            throw VizslaException.invalid("_id", beirId, "the same as id where both are given");
        }
        String given = id == null ? beirId : id;
        if (given == null) {
            throw VizslaException.invalid("id", null, "given");
        }
        return given;
    }

    DocumentBody body() {
        return JsonValues.textBody(title, text, metadata, version);
    }
}
