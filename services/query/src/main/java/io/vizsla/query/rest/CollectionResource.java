package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.query.collection.CollectionChange;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.port.DocumentWrites;
import io.vizsla.query.rest.dto.CollectionDto;
import io.vizsla.query.rest.dto.CollectionList;
import io.vizsla.query.rest.dto.CollectionRequest;
import io.vizsla.query.rest.dto.IndexReportDto;
import io.vizsla.query.rest.dto.Replayed;
import io.vizsla.query.security.Access;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Collections: made, looked at, changed, checked, deleted. */
@Path("/v1/collections")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Collections")
public class CollectionResource {

    private final CollectionService service;
    private final CollectionViews collections;
    private final DocumentWrites writes;
    private final Access access;

    /** Serves by these parts. */
    public CollectionResource(
            CollectionService service, CollectionViews collections, DocumentWrites writes, Access access) {
        this.service = service;
        this.collections = collections;
        this.writes = writes;
        this.access = access;
    }

    /** Lists all collections. */
    @GET
    @Operation(operationId = "listCollections", summary = "List the collections")
    public CollectionList list() {
        return new CollectionList(collections.describeAll(access.caller()::reaches));
    }

    /** Describes one collection. */
    @GET
    @Path("/{collection}")
    @Operation(operationId = "getCollection", summary = "Describe a collection")
    public CollectionDto get(@PathParam("collection") String name) {
        return collections.describe(service.get(name));
    }

    /** Creates or changes a collection. */
    @PUT
    @Path("/{collection}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putCollection",
            summary = "Create or change a collection",
            description =
                    "Answers once the collection takes documents. The pipeline can be changed at any time; model, "
                            + "language, cutting and fields only while the collection holds no documents.")
    @APIResponse(
            responseCode = "201",
            description = "It is new.",
            content = @Content(schema = @Schema(implementation = CollectionDto.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was there and is now as asked.",
            content = @Content(schema = @Schema(implementation = CollectionDto.class)))
    @APIResponse(responseCode = "409", description = "The indexed documents stand against the change in `field`.")
    public Response put(@PathParam("collection") String name, @Nullable CollectionRequest request) {
        boolean created = service.put(name, request == null ? CollectionChange.NONE : request.change());
        CollectionSpec spec = service.get(name);
        return Response.status(created ? 201 : 200)
                .entity(collections.describe(spec))
                .build();
    }

    /** Deletes a collection. */
    @DELETE
    @Path("/{collection}")
    @Operation(
            operationId = "deleteCollection",
            summary = "Delete a collection",
            description = "Deletes every document on the log, then the collection, then its index.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "409", description = "It is being deleted already.")
    public void delete(@PathParam("collection") String name) {
        service.delete(name);
    }

    /** Sends dead-lettered documents again. */
    @POST
    @Path("/{collection}/dead-letters/replay")
    @Operation(
            operationId = "replayDeadLetters",
            summary = "Try dead-lettered documents again",
            description = "Appends the original records to the log again, for instance after a setting was changed.")
    public Replayed replay(@PathParam("collection") String name) {
        return new Replayed(writes.replayDeadLetters(service.get(name).name()));
    }

    /** Checks a collection's index. */
    @GET
    @Path("/{collection}/check")
    @Operation(
            operationId = "checkCollection",
            summary = "Prove the index sound",
            description = "Reads all of the index, which takes a while; it serves meanwhile.")
    public IndexReportDto check(@PathParam("collection") String name) {
        return IndexReportDto.of(collections.check(service.get(name)));
    }
}
