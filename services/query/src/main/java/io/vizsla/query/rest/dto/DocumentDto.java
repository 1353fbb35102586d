package io.vizsla.query.rest.dto;

import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.passage.Chunk;
import io.vizsla.query.json.JsonValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A document with its chunks: as {@link DocumentStatusDto}, but with the chunks themselves in place of their number. */
@Schema(name = "Document")
public record DocumentDto(
        String collection,
        String id,

        @Schema(description = "indexed, failed or deleted", examples = "indexed")
        String state,

        long version,
        String title,
        String contentHash,

        @Schema(nullable = true, description = "Why the newest event failed; null if it did not.") @Nullable
        FailureDto failure,

        int partition,
        long offset,
        Instant updatedAt,

        @Schema(description = "The document's metadata as it was sent.")
        Map<String, @Nullable Object> metadata,

        @Schema(description = "What a search can find of it, in order.")
        List<ChunkDto> chunks) {

    /** Describes a document. */
    public static DocumentDto of(DocumentStatus found, List<Chunk> chunks) {
        DocumentStatusDto status = DocumentStatusDto.of(found);
        return new DocumentDto(
                status.collection(),
                status.id(),
                status.state(),
                status.version(),
                status.title(),
                status.contentHash(),
                status.failure(),
                status.partition(),
                status.offset(),
                status.updatedAt(),
                JsonValues.finite(chunks.isEmpty() ? null : chunks.getFirst().metadata()),
                chunks.stream().map(ChunkDto::of).toList());
    }
}
