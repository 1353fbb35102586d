package io.vizsla.query.bulk;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a request with judgements. */
@Schema(name = "JudgementResult")
public record JudgementResult(
        @Schema(description = "How many judgements are on the log.")
        long accepted,

        @Schema(description = "The first lines that were not taken.")
        List<Rejection> rejected,

        @Schema(description = "How many lines were not taken.")
        long rejectedTotal) {}
