package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.passage.IndexStats;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A collection as it is. */
@Schema(name = "Collection")
public record CollectionDto(
        @Schema(examples = "handbook") String name,
        @Schema(examples = "bge-small-en-v1.5") String model,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "What the vectors are cut to; absent for the model's own dimension.")
        @Nullable
        Integer dimension,

        @Schema(examples = "en") String language,
        CuttingDto cutting,
        Map<String, String> fields,
        @Schema(examples = "knowledge") String role,

        @Schema(description = "Named instructions.") Map<String, String> tasks,

        @Schema(
                nullable = true,
                description = "The task of searches that name none; null for the model's own instruction.")
        @Nullable
        String defaultTask,

        @Schema(nullable = true, description = "The model that reads queries; null where `model` does.") @Nullable
        String queryModel,

        @Schema(
                nullable = true,
                description =
                        "The model that read queries before, which a rollback brings back; null if there was none.")
        @Nullable
        String previousQueryModel,

        Map<String, @Nullable Object> pipeline,

        @Schema(description = "How many documents are in each state.")
        Documents documents,

        @Schema(description = "How many chunks a search can find.")
        long chunks,

        @Schema(description = "Size of the index on disk.") long bytes,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Why the collection cannot be opened; absent if it can.")
        @Nullable
        String trouble) {

    /** How many documents are in each state. */
    @Schema(name = "DocumentCounts")
    public record Documents(long indexed, long failed, long deleted) {}

    /** Describes a collection. */
    public static CollectionDto of(
            CollectionSpec spec, Map<DocumentState, Long> counts, IndexStats stats, @Nullable String trouble) {
        Map<String, String> fields = new LinkedHashMap<>();
        spec.fields().fields().forEach((name, type) -> fields.put(name, type.id()));
        return new CollectionDto(
                spec.name(),
                spec.model(),
                spec.dimension(),
                spec.language(),
                new CuttingDto(spec.cutting().maxTokens(), spec.cutting().overlap()),
                fields,
                spec.purpose().id(),
                spec.tasks().instructions(),
                spec.tasks().usual(),
                spec.queryModels().champion(),
                spec.queryModels().previous(),
                spec.pipeline(),
                new Documents(
                        counts.getOrDefault(DocumentState.INDEXED, 0L),
                        counts.getOrDefault(DocumentState.FAILED, 0L),
                        counts.getOrDefault(DocumentState.DELETED, 0L)),
                stats.chunks(),
                stats.bytes(),
                trouble);
    }
}
