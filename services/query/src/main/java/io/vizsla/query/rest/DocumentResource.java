package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Failure;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.Documents;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.problem.Problem;
import io.vizsla.query.problem.ProblemMappers;
import io.vizsla.query.rest.dto.Accepted;
import io.vizsla.query.rest.dto.DocumentDto;
import io.vizsla.query.rest.dto.DocumentPage;
import io.vizsla.query.rest.dto.DocumentRequest;
import io.vizsla.query.rest.dto.DocumentStatusDto;
import io.vizsla.query.security.Ownership;
import io.vizsla.query.security.Tenancy;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Single documents and the list of them. */
@Path("/v1/collections/{collection}/documents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Documents")
public class DocumentResource {

    private static final String WAIT = "`indexed`: answer once the document can be found, or has failed.";
    private static final String TIMEOUT = "How long to wait at most, such as 500ms, 30s or 5m.";

    private final CollectionService collections;
    private final Documents documents;
    private final LimitsConfig limits;
    private final Tenancy tenancy;

    /** Serves by these parts. */
    public DocumentResource(CollectionService collections, Documents documents, LimitsConfig limits, Tenancy tenancy) {
        this.collections = collections;
        this.documents = documents;
        this.limits = limits;
        this.tenancy = tenancy;
    }

    /** Sends a document. */
    @PUT
    @Path("/{id:.+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putDocument",
            summary = "Send a document",
            description = "The same id again replaces the document; the same content again changes nothing.")
    @APIResponse(
            responseCode = "202",
            description = "The event is on the log.",
            content = @Content(schema = @Schema(implementation = Accepted.class)))
    @APIResponse(
            responseCode = "200",
            description = "With wait: the document can be found.",
            content = @Content(schema = @Schema(implementation = DocumentStatusDto.class)))
    @APIResponse(responseCode = "422", description = "With wait: the document cannot be indexed; `code` says why.")
    public Response put(
            @PathParam("collection") String collection,
            @Parameter(description = "The sender's own id, percent-encoded; may hold slashes.") @PathParam("id")
                    String id,
            @Parameter(description = WAIT) @QueryParam("wait") @Nullable String wait,
            @Parameter(description = TIMEOUT) @QueryParam("timeout") @Nullable String timeout,
            @Nullable DocumentRequest request) {
        Ownership own = own(collection);
        return send(
                own.require(new DocumentRef(collection, id).writable()),
                own.owned(Bodies.require(request).body()),
                wait,
                timeout);
    }

    /** Deletes a document. */
    @DELETE
    @Path("/{id:.+}")
    @Operation(operationId = "deleteDocument", summary = "Delete a document")
    @APIResponse(
            responseCode = "202",
            description = "The event is on the log.",
            content = @Content(schema = @Schema(implementation = Accepted.class)))
    @APIResponse(
            responseCode = "200",
            description = "With wait: nothing of the document can be found.",
            content = @Content(schema = @Schema(implementation = DocumentStatusDto.class)))
    public Response delete(
            @PathParam("collection") String collection,
            @PathParam("id") String id,
            @Parameter(description = WAIT) @QueryParam("wait") @Nullable String wait,
            @Parameter(description = TIMEOUT) @QueryParam("timeout") @Nullable String timeout) {
        return send(own(collection).require(new DocumentRef(collection, id)), null, wait, timeout);
    }

    /** Describes a document. */
    @GET
    @Path("/{id:.+}")
    @Operation(operationId = "getDocument", summary = "Describe a document and its chunks")
    public DocumentDto get(@PathParam("collection") String collection, @PathParam("id") String id) {
        DocumentStatus status = documents.status(own(collection).require(new DocumentRef(collection, id)));
        return DocumentDto.of(status, documents.chunks(status));
    }

    /** Lists documents. */
    @GET
    @Operation(operationId = "listDocuments", summary = "List documents and what became of them, in id order")
    public DocumentPage list(
            @PathParam("collection") String collection,
            @Parameter(description = "Only those that are indexed, failed or deleted.") @QueryParam("state") @Nullable
                    String state,
            @Parameter(description = "Start after this id.") @QueryParam("after") @Nullable String after,
            @Parameter(description = "How many; 50 if left out.") @QueryParam("limit") @Nullable String limit) {
        int size = PageSize.of(limit, limits);
        Ownership own = own(collection);
        List<DocumentStatus> page = documents.list(collection, state(state), own.after(after), size + 1).stream()
                .takeWhile(status -> own.owns(status.document().id()))
                .toList();
        List<DocumentStatus> shown = page.size() > size ? page.subList(0, size) : page;
        String next = page.size() > size ? shown.getLast().document().id() : null;
        return new DocumentPage(shown.stream().map(DocumentStatusDto::of).toList(), next);
    }

    private Ownership own(String collection) {
        return tenancy.of(collections.get(collection));
    }

    private Response send(
            DocumentRef document, @Nullable DocumentBody body, @Nullable String wait, @Nullable String timeout) {
        Optional<Duration> longest = Waiting.of(wait, timeout, limits);
        LogPosition position = documents.append(document, body);
        if (longest.isEmpty()) {
            return Response.accepted(Accepted.of(document, position)).build();
        }
        DocumentStatus status = documents.await(document, position, longest.get());
        Failure failure = status.failure();
        return failure == null ? Response.ok(DocumentStatusDto.of(status)).build() : unprocessable(failure);
    }

    private static Response unprocessable(Failure failure) {
        return ProblemMappers.response(Problem.of(VizslaException.of(failure.code(), failure.detail()), 422));
    }

    private static @Nullable DocumentState state(@Nullable String id) {
        if (id == null) {
            return null;
        }
        for (DocumentState state : DocumentState.values()) {
            if (state.id().equals(id)) {
                return state;
            }
        }
        throw VizslaException.invalid("state", id, "one of indexed, failed, deleted");
    }
}
