package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.passage.ChunkId;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of judgements; those of one query stand together. */
@Schema(name = "JudgementPage")
public record JudgementPage(
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "The name of the query that was asked for; absent for those of all queries.")
        @Nullable
        String queryId,

        List<Item> judgements,

        @Schema(description = "How many there are in all, of whatever query.")
        long total,

        @Schema(nullable = true, description = "Give it as `after` for the next page; null on the last one.") @Nullable
        String next) {

    /** One judgement. */
    @Schema(name = "StoredJudgement")
    public record Item(
            @Schema(description = "The same for queries that differ in case, width, blanks or closing marks alone.")
            String queryId,

            String query,
            String documentId,

            @Schema(nullable = true, description = "The chunk that was judged; null where only the document was.")
            @Nullable
            String chunkId,

            int grade,
            @Schema(description = "judged or clicked") String source,

            @Schema(nullable = true, description = "The rank at which it was clicked; null where none was told.")
            @Nullable
            Integer rank,

            String at) {

        /** Describes a judgement. */
        public static Item of(Judgement one) {
            return new Item(
                    one.queryId(),
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
