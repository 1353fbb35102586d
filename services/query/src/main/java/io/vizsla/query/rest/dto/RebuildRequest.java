package io.vizsla.query.rest.dto;

import io.vizsla.query.collection.CollectionChange;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a collection's documents are to be indexed anew with. */
@Schema(name = "RebuildRequest", description = "What is left out stays as it is.")
public record RebuildRequest(
        @Schema(description = "The embedding model, which reads documents and queries then.") @Nullable
        String model,

        @Schema(description = "Dimension of the vectors: the model's own, or one of its truncations.") @Nullable
        Integer dimension,

        @Schema(description = "Language of the documents, BCP 47.") @Nullable
        String language,

        @Nullable CuttingDto cutting,

        @Schema(
                description =
                        "All filterable metadata fields: name to keyword, integer, number, boolean, date or tenant.")
        @Nullable
        Map<String, @Nullable String> fields,

        @Schema(description = "knowledge, tool, example or memory") @Nullable
        String role) {

    /** Returns the change that the request asks for. */
    public CollectionChange change() {
        return new CollectionRequest(model, dimension, language, cutting, fields, role, null, null, null).change();
    }
}
