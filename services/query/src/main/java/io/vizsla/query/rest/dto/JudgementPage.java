package io.vizsla.query.rest.dto;

import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.passage.ChunkId;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of judgements; those of one query stand together. */
@Schema(name = "JudgementPage")
public record JudgementPage(
        List<Item> judgements,

        @Schema(description = "How many there are in all.") long total,

        @Schema(description = "Give it as `after` for the next page; null on the last one.") @Nullable
        String next) {

    /** One judgement. */
    @Schema(name = "StoredJudgement")
    public record Item(
            String query,
            String documentId,
            @Nullable String chunkId,
            int grade,
            @Schema(description = "judged or clicked") String source,

            @Schema(description = "The rank at which it was clicked.") @Nullable
            Integer rank,

            String at) {

        /** Describes a judgement. */
        public static Item of(Judgement one) {
            return new Item(
                    one.query(),
                    one.document().id(),
                    one.chunk() == null ? null : new ChunkId(one.document(), one.chunk()).toString(),
                    one.grade(),
                    one.source().name().toLowerCase(Locale.ROOT),
                    one.rank(),
                    one.at().toString());
        }
    }
}
