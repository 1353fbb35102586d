package io.vizsla.query.rest;

import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.bulk.BulkIngest;
import io.vizsla.query.bulk.BulkLine;
import io.vizsla.query.bulk.BulkResult;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.files.FileIngest;
import io.vizsla.query.files.FilesResult;
import io.vizsla.query.security.Ownership;
import io.vizsla.query.security.Tenancy;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Many documents at once: as lines of JSON, or as files. */
@Path("/v1/collections/{collection}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Documents")
public class IngestResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final String WAIT = "`indexed`: answer once every document can be found, or has failed.";

    private final BulkIngest bulk;
    private final FileIngest files;
    private final LimitsConfig limits;
    private final CollectionService collections;
    private final Tenancy tenancy;

    /** Serves by these parts. */
    public IngestResource(
            BulkIngest bulk, FileIngest files, LimitsConfig limits, CollectionService collections, Tenancy tenancy) {
        this.bulk = bulk;
        this.files = files;
        this.limits = limits;
        this.collections = collections;
        this.tenancy = tenancy;
    }

    /** Takes a stream of documents. */
    @POST
    @Path("/documents")
    @Consumes({NDJSON, "application/jsonl", "application/ndjson"})
    @Operation(
            operationId = "bulkDocuments",
            summary = "Send many documents, one JSON object a line",
            description = "The body is streamed and may be of any length. A line that is not valid is rejected by its "
                    + "number and the others are taken. Where an id stands twice the last one wins.")
    @RequestBody(content = @Content(mediaType = NDJSON, schema = @Schema(implementation = BulkLine.class)))
    @APIResponse(
            responseCode = "202",
            description = "The accepted documents are on the log. With wait: not all were looked at in time; `pending` "
                    + "tells how many.",
            content = @Content(schema = @Schema(implementation = BulkResult.class)))
    @APIResponse(
            responseCode = "200",
            description = "With wait: every accepted document can be found, or is listed as failed.",
            content = @Content(schema = @Schema(implementation = BulkResult.class)))
    public Response documents(
            @PathParam("collection") String collection,
            @Parameter(description = WAIT) @QueryParam("wait") @Nullable String wait,
            @Parameter(description = "How long to wait for the next document to be done, such as 30s.")
                    @QueryParam("timeout")
                    @Nullable
                    String timeout,
            InputStream body) {
        Optional<Duration> patience = Waiting.of(wait, timeout, limits);
        BulkResult result = bulk.ingest(collection, own(collection), body, patience);
        return Response.status(result.complete() ? 200 : 202).entity(result).build();
    }

    /** Takes files. */
    @POST
    @Path("/files")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "uploadFiles",
            summary = "Send files: PDF, DOCX, HTML, Markdown, text",
            description =
                    "Parts named `file`, and optionally one named `metadata` with a JSON object for all of them. A "
                            + "file that is not taken is listed, and the others are taken.")
    @RequestBody(
            content =
                    @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = Form.class)))
    @APIResponse(
            responseCode = "202",
            description = "The accepted files are on the log. With wait: not all were looked at in time; `pendingIds` "
                    + "lists the others.",
            content = @Content(schema = @Schema(implementation = FilesResult.class)))
    @APIResponse(
            responseCode = "200",
            description = "With wait: every accepted file can be found, or is listed as failed.",
            content = @Content(schema = @Schema(implementation = FilesResult.class)))
    public Response files(
            @PathParam("collection") String collection,
            @Parameter(description = "The document's id; left out: the file's name.") @QueryParam("id") @Nullable
                    String id,
            @Parameter(description = WAIT) @QueryParam("wait") @Nullable String wait,
            @Parameter(description = "How long to wait at most, such as 30s.") @QueryParam("timeout") @Nullable
                    String timeout,
            @Context HttpHeaders headers,
            InputStream body) {
        Optional<Duration> patience = Waiting.of(wait, timeout, limits);
        FilesResult result = files.ingest(collection, own(collection), body, type(headers), id, patience);
        return Response.status(result.complete() ? 200 : 202).entity(result).build();
    }

    private Ownership own(String collection) {
        return tenancy.of(collections.get(collection));
    }

    private static MediaType type(HttpHeaders headers) {
        @Nullable MediaType type = null;
        try {
            type = headers.getMediaType();
        } catch (IllegalArgumentException unreadable) {
            Log.debugf(unreadable, "The content type of an upload cannot be read");
        }
        if (type == null) {
            String given = String.valueOf(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
            throw VizslaException.invalid("Content-Type", given, "multipart/form-data with a boundary");
        }
        return type;
    }

    /** The parts of an upload, for the OpenAPI document. */
    @Schema(name = "Upload")
    record Form(
            @Schema(format = "binary", type = SchemaType.STRING)
            Object file,

            @Schema(description = "A JSON object.") @Nullable
            Object metadata) {}
}
