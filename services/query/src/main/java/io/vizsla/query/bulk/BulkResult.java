package io.vizsla.query.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of a bulk request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BulkResult")
public record BulkResult(
        @Schema(description = "How many lines are on the log.")
        long accepted,

        @Schema(description = "The first lines that were not taken.")
        List<Rejection> rejected,

        @Schema(description = "How many lines were not taken.")
        long rejectedTotal,

        @Schema(description = "With wait: the first documents that were accepted and could not be indexed.") @Nullable
        List<FailedDocument> failed,

        @Schema(description = "With wait: how many could not be indexed.") @Nullable
        Long failedTotal,

        @Schema(description = "With wait: how many were not looked at in time.") @Nullable
        Long pending) {

    /** Returns whether everything that was accepted was looked at. */
    public boolean complete() {
        return failed != null && (pending == null || pending == 0);
    }
}
