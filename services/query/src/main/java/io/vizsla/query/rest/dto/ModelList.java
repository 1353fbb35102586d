package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vizsla.query.port.ModelCatalog.ModelInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The models, in OpenAI's list shape with our fields beside. */
@Schema(name = "ModelList")
public record ModelList(String object, List<Model> data) {

    /** A model. */
    @Schema(name = "Model")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(
            @Schema(examples = "bge-small-en-v1.5") String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy,
            @Schema(description = "embedding or reranker") String kind,
            String version,
            @Nullable String space,
            @Nullable Integer dimension,

            @Schema(description = "Dimensions that the vectors may be cut to; absent for rerankers.") @Nullable
            List<Integer> truncations,

            int maxTokens,
            String language) {}

    /** Describes models. */
    public static ModelList of(List<ModelInfo> models) {
        return new ModelList("list", models.stream().map(ModelList::model).toList());
    }

    private static Model model(ModelInfo info) {
        return new Model(
                info.name(),
                "model",
                0,
                "vizsla",
                info.kind(),
                info.version(),
                info.space(),
                info.dimension(),
                info.truncations(),
                info.maxTokens(),
                info.language());
    }
}
