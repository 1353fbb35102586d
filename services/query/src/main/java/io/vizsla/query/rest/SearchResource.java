package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.query.Query;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.port.Searcher.Found;
import io.vizsla.query.rest.dto.SearchRequest;
import io.vizsla.query.rest.dto.SearchResponse;
import io.vizsla.query.search.SearchService;
import io.vizsla.query.security.Tenancy;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Search. */
@Path("/v1/collections/{collection}/search")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Search")
public class SearchResource {

    private final CollectionService collections;
    private final SearchService search;
    private final LimitsConfig limits;
    private final Tenancy tenancy;

    /** Serves by these parts. */
    public SearchResource(CollectionService collections, SearchService search, LimitsConfig limits, Tenancy tenancy) {
        this.collections = collections;
        this.search = search;
        this.limits = limits;
        this.tenancy = tenancy;
    }

    /** Searches a collection. */
    @POST
    @Operation(
            operationId = "search",
            summary = "Search a collection",
            description =
                    "The score of a hit is a probability of relevance in every mode; the raw evidence stands beside.")
    public SearchResponse search(@PathParam("collection") String name, @Nullable SearchRequest request) {
        CollectionSpec spec = collections.get(name);
        tenancy.require(spec);
        Query query = Bodies.require(request).toQuery(spec, limits);
        Found found = search.search(name, query, tenancy.tenant());
        return SearchResponse.of(found, query);
    }
}
