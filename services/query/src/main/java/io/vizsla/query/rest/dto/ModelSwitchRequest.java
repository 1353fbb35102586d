package io.vizsla.query.rest.dto;

import io.vizsla.api.error.VizslaException;
import io.vizsla.query.collection.SwitchStrategy;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which model a collection is to use, and how it gets there. */
@Schema(name = "ModelSwitchRequest")
public record ModelSwitchRequest(
        @Schema(
                required = true,
                description = "A model whose queries serve the collection's documents, or the collection's own one.")
        @Nullable
        String model,

        @Schema(description = "query-only, compensate or reindex", defaultValue = "query-only") @Nullable
        String strategy) {

    /** Returns the name of the model. */
    public String checkedModel() {
        if (model == null || model.isBlank()) {
            throw VizslaException.invalid("model", model, "the name of a model; GET /v1/models lists them");
        }
        return model;
    }

    /** Returns how the collection gets there. */
    public SwitchStrategy checkedStrategy() {
        return SwitchStrategy.of("strategy", strategy);
    }
}
