package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.rest.dto.RerankRequest;
import io.vizsla.query.rest.dto.RerankResponse;
import io.vizsla.query.search.BoundedWork;
import io.vizsla.query.search.PassageScorer;
import io.vizsla.query.search.PassageScorer.Scores;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reranking of passages that the caller brings. */
@Path("/v1/rerank")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Models")
public class RerankResource {

    private final PassageScorer scorer;
    private final BoundedWork work;
    private final LimitsConfig limits;

    /** Serves by these parts. */
    public RerankResource(PassageScorer scorer, BoundedWork work, LimitsConfig limits) {
        this.scorer = scorer;
        this.work = work;
        this.limits = limits;
    }

    /** Orders passages. */
    @POST
    @Operation(
            operationId = "rerank",
            summary = "Order passages by a query (Jina's and Cohere's shape)",
            description =
                    "Scored by the configured cross-encoder; where there is none, by the token vectors (MaxSim) of the "
                            + "embedding model.")
    public RerankResponse rerank(@Nullable RerankRequest request) {
        RerankRequest wanted = Bodies.require(request);
        String query = wanted.checkedQuery(limits);
        List<String> texts = wanted.texts(limits);
        int topN = wanted.checkedTopN(texts.size());
        Scores scores = work.run(() -> scorer.score(wanted.model(), query, texts));
        boolean withTexts = Boolean.TRUE.equals(wanted.returnDocuments());
        return RerankResponse.of(scores.model(), scores.values(), texts, topN, withTexts, scores.tokens());
    }
}
