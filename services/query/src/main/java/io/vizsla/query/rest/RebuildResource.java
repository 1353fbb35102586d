package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.collection.CollectionChange;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.RebuildService;
import io.vizsla.query.rest.dto.CollectionDto;
import io.vizsla.query.rest.dto.RebuildDto;
import io.vizsla.query.rest.dto.RebuildRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Documents indexed anew while they serve, and the way back. */
@Path("/v1/collections/{collection}/rebuild")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Collections")
public class RebuildResource {

    private final RebuildService rebuilds;
    private final CollectionService registry;
    private final CollectionViews collections;

    /** Serves by these parts. */
    public RebuildResource(RebuildService rebuilds, CollectionService registry, CollectionViews collections) {
        this.rebuilds = rebuilds;
        this.registry = registry;
        this.collections = collections;
    }

    /** Begins one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "rebuildCollection",
            summary = "Index all documents anew, and have the new index serve",
            description =
                    "The log is read into a new index while the old one serves; once that has everything, searches go "
                            + "over to it at once. The old index is kept for a rollback until the next rebuild.")
    @APIResponse(
            responseCode = "202",
            description = "It has begun.",
            content = @Content(schema = @Schema(implementation = RebuildDto.class)))
    @APIResponse(
            responseCode = "200",
            description = "The collection holds no documents and is as asked.",
            content = @Content(schema = @Schema(implementation = CollectionDto.class)))
    @APIResponse(responseCode = "404", description = "There is no such collection or model.")
    @APIResponse(responseCode = "409", description = "A rebuild of it is under way.")
    public Response begin(@PathParam("collection") String collection, @Nullable RebuildRequest request) {
        CollectionChange change = request == null ? CollectionChange.NONE : request.change();
        return rebuilds.begin(collection, change).map(RebuildResource::accepted).orElseGet(() -> Response.ok(
                        collections.describe(registry.get(collection)))
                .build());
    }

    /** Tells how it stands. */
    @GET
    @Operation(operationId = "getRebuild", summary = "How the last rebuild stands")
    @APIResponse(
            responseCode = "200",
            description = "There was one.",
            content = @Content(schema = @Schema(implementation = RebuildDto.class)))
    @APIResponse(responseCode = "404", description = "The collection is not there, or was never rebuilt.")
    public RebuildDto get(@PathParam("collection") String collection) {
        return RebuildDto.of(rebuilds.find(collection));
    }

    /** Gives it up. */
    @DELETE
    @Operation(
            operationId = "endRebuild",
            summary = "Give up a rebuild, or the way back",
            description =
                    "One that is under way is given up and changes nothing. Of one that is over, the older index is "
                            + "dropped.")
    @APIResponse(responseCode = "204", description = "There is one index, which serves.")
    @APIResponse(responseCode = "404", description = "The collection is not there, or was never rebuilt.")
    public void end(@PathParam("collection") String collection) {
        rebuilds.end(collection);
    }

    /** Goes back. */
    @POST
    @Path("/rollback")
    @Operation(
            operationId = "rollBackRebuild",
            summary = "Have the index serve again that did before the last rebuild",
            description = "What came since is indexed there first. A second call goes forth again.")
    @APIResponse(
            responseCode = "202",
            description = "It has begun.",
            content = @Content(schema = @Schema(implementation = RebuildDto.class)))
    @APIResponse(responseCode = "409", description = "There is no such index, or a rebuild is under way.")
    public Response rollBack(@PathParam("collection") String collection) {
        return rebuilds.back(collection)
                .map(RebuildResource::accepted)
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.CONFLICT,
                        "collection",
                        collection,
                        "a collection with an index that served before the last rebuild"));
    }

    static Response accepted(RebuildProgress progress) {
        return Response.accepted(RebuildDto.of(progress))
                .location(URI.create("/v1/collections/" + progress.rebuild().collection() + "/rebuild"))
                .build();
    }
}
