package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.text.CleanText;
import io.vizsla.query.bulk.BulkJudgements;
import io.vizsla.query.bulk.JudgementLine;
import io.vizsla.query.bulk.JudgementResult;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.Deletions;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.port.Futures;
import io.vizsla.query.port.Judgements;
import io.vizsla.query.rest.dto.Accepted;
import io.vizsla.query.rest.dto.FeedbackRequest;
import io.vizsla.query.rest.dto.JudgementPage;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What people said of hits: judgements and feedback. */
@Path("/v1/collections/{collection}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Judgements")
public class JudgementResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final String WAIT = "`indexed`: answer once they count as examples.";
    private static final Duration LOG = Duration.ofSeconds(60);

    private final BulkJudgements bulk;
    private final Judgements judgements;
    private final CollectionService collections;
    private final Deletions deletions;
    private final LimitsConfig limits;

    /** Serves by these parts. */
    public JudgementResource(
            BulkJudgements bulk,
            Judgements judgements,
            CollectionService collections,
            Deletions deletions,
            LimitsConfig limits) {
        this.bulk = bulk;
        this.judgements = judgements;
        this.collections = collections;
        this.deletions = deletions;
        this.limits = limits;
    }

    /** Takes a stream of judgements. */
    @POST
    @Path("/judgements")
    @Consumes({NDJSON, "application/jsonl", "application/ndjson"})
    @Operation(
            operationId = "putJudgements",
            summary = "Send judgements, one JSON object a line",
            description =
                    "A judgement takes the place of an earlier one on the same query and document. A line that is "
                            + "not valid is rejected by its number and the others are taken.")
    @RequestBody(content = @Content(mediaType = NDJSON, schema = @Schema(implementation = JudgementLine.class)))
    @APIResponse(
            responseCode = "202",
            description = "They are on the log.",
            content = @Content(schema = @Schema(implementation = JudgementResult.class)))
    @APIResponse(
            responseCode = "200",
            description = "With wait: they count as examples.",
            content = @Content(schema = @Schema(implementation = JudgementResult.class)))
    public Response put(
            @PathParam("collection") String collection,
            @Parameter(description = WAIT) @QueryParam("wait") @Nullable String wait,
            @Parameter(description = "How long to wait at most, such as 30s.") @QueryParam("timeout") @Nullable
                    String timeout,
            InputStream body) {
        Optional<Duration> patience = Waiting.of(wait, timeout, limits);
        JudgementResult result = bulk.ingest(collection, body, patience);
        return Response.status(patience.isPresent() ? 200 : 202).entity(result).build();
    }

    /** Lists judgements. */
    @GET
    @Path("/judgements")
    @Operation(operationId = "listJudgements", summary = "List judgements, those of one query together")
    public JudgementPage list(
            @PathParam("collection") String collection,
            @Parameter(description = "Only those of this query.") @QueryParam("query") @Nullable String query,
            @Parameter(description = "Start after this.") @QueryParam("after") @Nullable String after,
            @Parameter(description = "How many; 50 if left out.") @QueryParam("limit") @Nullable String limit) {
        String name = collections.get(collection).name();
        int size = PageSize.of(limit, limits);
        return query == null
                ? page(name, null, judgements.page(name, after, size + 1), size)
                : ofQuery(name, QueryId.of(CleanText.clean(Judgement.checkQuery(query))), after, size);
    }

    /** Keys begin with the collection and the query, so that those of a query follow upon both. */
    private JudgementPage ofQuery(String name, String query, @Nullable String after, int size) {
        String before = name + "/" + query;
        String from = after == null || after.compareTo(before) < 0 ? before : after;
        List<Judgement> found = judgements.page(name, from, size + 1).stream()
                .takeWhile(judgement -> judgement.queryId().equals(query))
                .toList();
        return page(name, query, found, size);
    }

    private JudgementPage page(String name, @Nullable String query, List<Judgement> found, int size) {
        List<Judgement> shown = found.size() > size ? found.subList(0, size) : found;
        return new JudgementPage(
                query,
                shown.stream().map(JudgementPage.Item::of).toList(),
                judgements.count(name),
                found.size() > size ? shown.getLast().key() : null);
    }

    /** Takes a judgement back. */
    @DELETE
    @Path("/judgements")
    @Operation(operationId = "deleteJudgement", summary = "Take a judgement back, and clicks on the same hit with it")
    @APIResponse(
            responseCode = "202",
            description = "It is on the log.",
            content = @Content(schema = @Schema(implementation = Accepted.class)))
    @APIResponse(
            responseCode = "200",
            description = "With wait: it is no example any more.",
            content = @Content(schema = @Schema(implementation = Accepted.class)))
    public Response delete(
            @PathParam("collection") String collection,
            @QueryParam("query") @Nullable String query,
            @QueryParam("documentId") @Nullable String documentId,
            @Parameter(description = WAIT) @QueryParam("wait") @Nullable String wait,
            @Parameter(description = "How long to wait at most, such as 30s.") @QueryParam("timeout") @Nullable
                    String timeout) {
        Optional<Duration> patience = Waiting.of(wait, timeout, limits);
        String name = collections.get(collection).name();
        if (documentId == null) {
            throw VizslaException.invalid("documentId", null, "given");
        }
        DocumentRef document = JudgementLine.document(name, documentId);
        String words = new JudgementLine(query, documentId, null, null).checkedQuery();
        Futures.join(judgements.remove(document, words, Judgement.Source.CLICKED), LOG);
        return answer(document, judgements.remove(document, words, Judgement.Source.JUDGED), patience);
    }

    /** Takes feedback. */
    @POST
    @Path("/feedback")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "feedback",
            summary = "Tell what a user did with a hit",
            description = "A click is weak evidence and counts only where nobody judged.")
    @APIResponse(
            responseCode = "202",
            description = "It is on the log.",
            content = @Content(schema = @Schema(implementation = Accepted.class)))
    @APIResponse(
            responseCode = "200",
            description = "With wait: it counts as an example.",
            content = @Content(schema = @Schema(implementation = Accepted.class)))
    public Response feedback(
            @PathParam("collection") String collection,
            @Parameter(description = WAIT) @QueryParam("wait") @Nullable String wait,
            @Parameter(description = "How long to wait at most, such as 30s.") @QueryParam("timeout") @Nullable
                    String timeout,
            @Nullable FeedbackRequest request) {
        Optional<Duration> patience = Waiting.of(wait, timeout, limits);
        String name = collections.get(collection).name();
        deletions.refuse(name);
        Judgement judgement = Bodies.require(request).judgement(name);
        return answer(judgement.document(), judgements.append(judgement), patience);
    }

    private Response answer(DocumentRef document, CompletableFuture<LogPosition> sent, Optional<Duration> patience) {
        LogPosition position = Futures.join(sent, LOG);
        patience.ifPresent(longest -> judgements.await(position, longest));
        return Response.status(patience.isPresent() ? 200 : 202)
                .entity(Accepted.of(document, position))
                .build();
    }
}
