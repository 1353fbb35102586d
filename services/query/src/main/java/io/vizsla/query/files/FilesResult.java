package io.vizsla.query.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vizsla.query.bulk.FailedDocument;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of an upload. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "FilesResult")
public record FilesResult(
        List<AcceptedFile> accepted,
        List<RejectedFile> rejected,

        @Schema(description = "With wait: files that were accepted and could not be indexed.") @Nullable
        List<FailedDocument> failed,

        @Schema(description = "With wait: how many were not looked at in time.") @Nullable
        Long pending,

        @Schema(description = "With wait: the ids of those that were not looked at in time.") @Nullable
        List<String> pendingIds) {

    /** Returns whether everything that was accepted was looked at. */
    public boolean complete() {
        return pending != null && pending == 0;
    }
}
