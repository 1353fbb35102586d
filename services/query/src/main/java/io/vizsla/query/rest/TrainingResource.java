package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vizsla.api.access.Verb;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.security.Access;
import io.vizsla.query.security.Caller;
import io.vizsla.query.training.JobState;
import io.vizsla.query.training.JobWatch;
import io.vizsla.query.training.TrainingRequest;
import io.vizsla.query.training.TrainingService;
import io.vizsla.refresh.job.RefreshEvent;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Refreshes of models. */
@Path("/v1/training")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Training")
public class TrainingResource {

    private final TrainingService training;
    private final Access access;

    /** Serves by these parts. */
    public TrainingResource(TrainingService training, Access access) {
        this.training = training;
        this.access = access;
    }

    /** Begins a refresh. */
    @POST
    @RunOnVirtualThread
    @Operation(
            operationId = "startTraining",
            summary = "Refresh the model that reads a collection's queries",
            description =
                    "Learns from the collection's judgements in a process of its own, checks the model on documents"
                            + " that it has not learned, and lets it serve if it is better. Documents stay as they are, but"
                            + " with the strategies reindex and compensate.")
    @APIResponse(
            responseCode = "202",
            description = "The job is under way.",
            content = @Content(schema = @Schema(implementation = JobState.class)))
    public Response start(@Nullable TrainingRequest request) {
        TrainingRequest wanted = Bodies.require(request);
        access.require(Verb.TRAIN, wanted.collection());
        if (wanted.movesDocuments()) {
            access.require(Verb.ADMIN, wanted.collection());
        }
        return Response.status(Response.Status.ACCEPTED)
                .entity(training.start(wanted))
                .build();
    }

    /** Lists jobs. */
    @GET
    @RunOnVirtualThread
    @Operation(operationId = "listTraining", summary = "All refreshes, the newest first")
    public Map<String, List<JobState>> list() {
        Caller caller = access.caller();
        return Map.of(
                "jobs",
                training.list().stream()
                        .filter(job -> caller.reaches(job.collection()))
                        .toList());
    }

    /** Describes a job. */
    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(operationId = "getTraining", summary = "How far a refresh is, or what came of it")
    public JobState get(@PathParam("id") String id) {
        return allowed(id);
    }

    /** Stops a job. */
    @DELETE
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(operationId = "cancelTraining", summary = "Stop a refresh; one that is over stays as it is")
    public JobState cancel(@PathParam("id") String id) {
        return training.cancel(allowed(id).id());
    }

    /** Lets a trained model serve. */
    @POST
    @Path("/{id}/promote")
    @RunOnVirtualThread
    @Operation(operationId = "promoteTraining", summary = "Let a refresh's model serve, whatever the gate says")
    public JobState promote(@PathParam("id") String id) {
        JobState job = allowed(id);
        if (job.movesDocuments()) {
            access.require(Verb.ADMIN, job.collection());
        }
        return training.promote(job.id());
    }

    /** Streams what happens in a job. */
    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "trainingEvents",
            summary = "What has happened in a refresh and what happens, as server-sent events",
            description = "Ends with the job. Each event is a JSON object.")
    public Multi<RefreshEvent> events(@PathParam("id") String id) {
        return JobWatch.of(training, allowed(id).id());
    }

    /** Gives the report. */
    @GET
    @Path("/{id}/report")
    @Produces(MediaType.TEXT_HTML)
    @RunOnVirtualThread
    @Operation(operationId = "trainingReport", summary = "What was measured, as a page that needs nothing else")
    public Response report(@PathParam("id") String id) {
        return training.report(allowed(id).id())
                .map(file -> Response.ok(file.toFile())
                        // Figures and drawings only: nothing in it may run or be fetched.
                        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                        .header("X-Content-Type-Options", "nosniff")
                        .build())
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_RESOURCE, "report", id, "that of a refresh that came to a verdict"));
    }

    private JobState allowed(String id) {
        JobState job = training.get(id);
        access.require(Verb.TRAIN, job.collection());
        return job;
    }
}
