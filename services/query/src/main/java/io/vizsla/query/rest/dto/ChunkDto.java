package io.vizsla.query.rest.dto;

import io.vizsla.api.passage.Chunk;
import io.vizsla.api.text.CleanText;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A chunk of a document. */
@Schema(name = "Chunk")
public record ChunkDto(
        @Schema(examples = "handbook/install.md#0") String chunkId,

        @Schema(description = "The headings above it, outermost first.")
        List<String> headings,

        String text,

        @Schema(description = "Index of its first UTF-16 unit in the document's text.")
        int start,

        @Schema(description = "Index after its last one.") int end) {

    /** Describes a chunk. */
    public static ChunkDto of(Chunk chunk) {
        return new ChunkDto(
                chunk.id().toString(),
                chunk.headings().stream().map(CleanText::wellFormed).toList(),
                CleanText.wellFormed(chunk.text()),
                chunk.start(),
                chunk.end());
    }
}
