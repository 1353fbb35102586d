package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.text.CleanText;
import io.vizsla.retrieval.highlight.Highlighter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A chunk that was found. */
@Schema(name = "Hit")
public record HitDto(
        @Schema(description = "Counts from 1.") int rank,
        String documentId,
        @Schema(examples = "handbook/install.md#0") String chunkId,

        @Schema(description = "Probability of relevance, 0..1, in every mode.")
        double score,

        String title,

        @Schema(description = "The headings above it, outermost first.")
        List<String> headings,

        String text,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
                implementation = String.class,
                nullable = true,
                description = "The text of the next chunk of the document, null at its end. Only in collections of the "
                        + "role memory.")
        @Nullable
        JsonNode following,

        Map<String, @Nullable Object> metadata,

        @Schema(
                description = "The raw evidence: dense (cosine), lexical (BM25), tokens (MaxSim), fused, rerank; "
                        + "only what was measured.")
        Map<String, Double> signals,

        @Schema(description = "Where the query's words stand in the text: UTF-16 start and end of each.")
        List<int[]> highlights) {

    private static final Highlighter HIGHLIGHTER = new Highlighter();

    /**
     * Describes a hit that carries its content.
     *
     * @param following the texts after hits; null where hits do not tell of it
     */
    public static HitDto of(Hit hit, String query, @Nullable Map<ChunkId, String> following) {
        Chunk chunk = hit.chunk();
        if (chunk == null) {
            throw new IllegalStateException("hit without content: " + hit.id());
        }
        String text = CleanText.wellFormed(chunk.text());
        return new HitDto(
                hit.rank(),
                hit.id().document().id(),
                hit.id().toString(),
                hit.score(),
                CleanText.wellFormed(chunk.title()),
                chunk.headings().stream().map(CleanText::wellFormed).toList(),
                text,
                following == null ? null : following(following.get(hit.id())),
                chunk.metadata(),
                signals(hit),
                HIGHLIGHTER.spans(query, text).stream()
                        .map(span -> new int[] {span.start(), span.end()})
                        .toList());
    }

    private static JsonNode following(@Nullable String text) {
        return text == null ? NullNode.getInstance() : TextNode.valueOf(CleanText.wellFormed(text));
    }

    private static Map<String, Double> signals(Hit hit) {
        Map<String, Double> signals = new LinkedHashMap<>();
        hit.signals().asMap().forEach((signal, value) -> signals.put(signal.id(), value));
        return signals;
    }
}
