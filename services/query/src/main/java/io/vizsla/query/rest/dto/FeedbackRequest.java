package io.vizsla.query.rest.dto;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.query.bulk.JudgementLine;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a user of a search did with a hit. */
@Schema(name = "Feedback")
public record FeedbackRequest(
        @Schema(required = true, examples = "how do I start the server") @Nullable
        String query,

        @Schema(description = "The document; may be left out where there is a `chunkId`.") @Nullable
        String documentId,

        @Schema(description = "The chunk, as the hit named it.", examples = "handbook/manual-7#2") @Nullable
        String chunkId,

        @Schema(
                required = true,
                description = "click: it was opened. helpful, unhelpful: somebody said so.",
                examples = "helpful")
        @Nullable
        String action,

        @Schema(description = "The rank at which the hit stood.", minimum = "1") @Nullable
        Long rank) {

    private static final int HELPFUL = 2;

    /**
     * Returns what the action says: a click counts where nobody judged, the others are judgements.
     *
     * @throws VizslaException naming the field, its value and its bound
     */
    public Judgement judgement(String collection) {
        JudgementLine line = new JudgementLine(query, documentId, chunkId, null);
        Instant now = Instant.now();
        return switch (action) {
            case "click" -> line.judgement(collection, 1, Judgement.Source.CLICKED, checkedRank(), now);
            case "helpful" -> line.judgement(collection, HELPFUL, Judgement.Source.JUDGED, checkedRank(), now);
            case "unhelpful" -> line.judgement(collection, 0, Judgement.Source.JUDGED, checkedRank(), now);
            case null, default -> throw VizslaException.invalid("action", action, "one of click, helpful, unhelpful");
        };
    }

    private @Nullable Integer checkedRank() {
        if (rank != null && (rank < 1 || rank > 10_000)) {
            throw VizslaException.invalid("rank", rank, "between 1 and 10000");
        }
        return rank == null ? null : rank.intValue();
    }
}
