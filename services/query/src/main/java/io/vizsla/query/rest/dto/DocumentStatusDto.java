package io.vizsla.query.rest.dto;

import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.text.CleanText;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of a document. */
@Schema(name = "DocumentStatus")
public record DocumentStatusDto(
        String collection,
        String id,

        @Schema(description = "indexed, failed or deleted", examples = "indexed")
        String state,

        @Schema(description = "Version of the newest event that was applied; -1 if none was.")
        long version,

        @Schema(description = "How many of its chunks can be found.")
        int chunks,

        String title,

        @Schema(description = "Hash of the indexed content; empty if none is.")
        String contentHash,

        @Schema(nullable = true, description = "Why the newest event failed; null if it did not.") @Nullable
        FailureDto failure,

        int partition,
        long offset,
        Instant updatedAt) {

    /** Describes a status. */
    public static DocumentStatusDto of(DocumentStatus status) {
        return new DocumentStatusDto(
                status.document().collection(),
                status.document().id(),
                status.state().id(),
                status.version(),
                status.chunks(),
                CleanText.wellFormed(status.title()),
                status.contentHash(),
                failure(status),
                status.position().partition(),
                status.position().offset(),
                status.updatedAt());
    }

    private static @Nullable FailureDto failure(DocumentStatus status) {
        return status.failure() == null
                ? null
                : new FailureDto(
                        status.failure().code().id(),
                        CleanText.wellFormed(status.failure().detail()));
    }
}
