package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.query.search.ShadowReport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which models read a collection. */
@Schema(name = "CollectionModels")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelView(
        @Schema(description = "Reads the documents.") String model,

        @Schema(description = "Reads the queries.") String champion,

        @Schema(description = "Reads along with a share of the searches; absent if none does.") @Nullable
        String challenger,

        @Schema(description = "Read the queries before; absent if there was none.") @Nullable
        String previous,

        @Schema(description = "What both found; absent without a challenger.") @Nullable
        ShadowReport shadow) {

    /** Describes the models of a collection. */
    public static ModelView of(CollectionSpec spec, @Nullable ShadowReport shadow) {
        return new ModelView(
                spec.model(),
                spec.queryModel(),
                spec.queryModels().challenger(),
                spec.queryModels().previous(),
                shadow);
    }
}
