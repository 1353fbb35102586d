package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.RebuildProgress;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a rebuild stands. */
@Schema(name = "Rebuild")
public record RebuildDto(
        String collection,
        @Schema(description = "building, done or failed") String state,

        @Schema(description = "What serves until the new index does, and again after a rollback.")
        IndexDto from,

        @Schema(description = "What serves when it is done.")
        IndexDto to,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Offsets of the log that are still to be read; absent if that is not known.")
        @Nullable
        Long left,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Documents that were indexed anew so far; absent once that is no longer known.")
        @Nullable
        Long documents,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Documents that cannot be indexed this way.")
        @Nullable
        Long failed,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "What is in its way, or was when it failed.")
        @Nullable
        String trouble,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "When this state began; absent if that was before the start of the instance.")
        @Nullable
        Instant since) {

    /** What an index is made with. */
    @Schema(name = "RebuildIndex")
    public record IndexDto(String index, String model, CuttingDto cutting, String language) {

        static IndexDto of(CollectionSpec spec) {
            return new IndexDto(
                    spec.indexName(),
                    spec.model(),
                    new CuttingDto(spec.cutting().maxTokens(), spec.cutting().overlap()),
                    spec.language());
        }
    }

    /** Describes a rebuild. */
    public static RebuildDto of(RebuildProgress progress) {
        return new RebuildDto(
                progress.rebuild().collection(),
                progress.state().id(),
                IndexDto.of(progress.rebuild().from()),
                IndexDto.of(progress.rebuild().to()),
                known(progress.left()),
                known(progress.documents()),
                known(progress.failed()),
                progress.trouble(),
                progress.since().equals(Instant.EPOCH) ? null : progress.since());
    }

    private static @Nullable Long known(long count) {
        return count < 0 ? null : count;
    }
}
