package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.query.rest.dto.RerankRequest;
import io.vizsla.query.rest.dto.RerankResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reranking at the address that version 2 of Cohere's clients asks; the same as {@link RerankResource}. */
@Path("/v2/rerank")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Models")
public class SecondRerankResource {

    private final RerankResource first;

    /** Serves by what serves the other address. */
    public SecondRerankResource(RerankResource first) {
        this.first = first;
    }

    /** Orders passages. */
    @POST
    @Operation(
            operationId = "rerankForSecondClients",
            summary = "Order passages by a query, for version 2 of Cohere's clients",
            description = "Takes and gives what `POST /v1/rerank` does.")
    public RerankResponse rerank(@Nullable RerankRequest request) {
        return first.rerank(request);
    }
}
