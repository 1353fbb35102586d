package io.vizsla.query.rest;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.answer.Answer;
import io.vizsla.query.answer.AnswerEvent;
import io.vizsla.query.answer.AnswerService;
import io.vizsla.query.answer.Inquiry;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.config.AnswerConfig;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.problem.Problem;
import io.vizsla.query.rest.dto.AnswerRequest;
import io.vizsla.query.security.Tenancy;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Answers with citations: as a stream for those who ask for server-sent events, whole for all others. */
@Path("/v1/collections/{collection}/answer")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Search")
public class AnswerResource {

    private static final Problem GONE = Problem.of(VizslaException.of(ErrorCode.TIMEOUT, "whoever asked has gone"));

    private final CollectionService collections;
    private final AnswerService answers;
    private final LimitsConfig limits;
    private final AnswerConfig config;
    private final CurrentVertxRequest request;
    private final Tenancy tenancy;

    /** Serves by these parts. */
    public AnswerResource(
            CollectionService collections,
            AnswerService answers,
            LimitsConfig limits,
            AnswerConfig config,
            CurrentVertxRequest request,
            Tenancy tenancy) {
        this.collections = collections;
        this.answers = answers;
        this.limits = limits;
        this.config = config;
        this.request = request;
        this.tenancy = tenancy;
    }

    /** Answers, whole. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            operationId = "answer",
            summary = "Answer a question from a collection, with citations",
            description =
                    "With `Accept: text/event-stream` the answer is streamed: an event of the type `passages`, events of"
                            + " the type `text` with its pieces, and one of the type `done` with the whole answer, or `error`.")
    @APIResponse(
            responseCode = "200",
            description = "The answer, or that the documents hold none.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Answer.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = AnswerEvent.class))
            })
    public Response whole(@PathParam("collection") String name, @Nullable AnswerRequest asked)
            throws InterruptedException {
        BlockingQueue<AnswerEvent> events = new LinkedBlockingQueue<>();
        Runnable stop = answers.begin(inquiry(name, asked), events::add);
        // Comes with the end of the answer, too, when nobody takes it any more.
        request.getCurrent().addEndHandler(_ -> events.add(new AnswerEvent.Failed(GONE)));
        try {
            while (true) {
                switch (events.take()) {
                    case AnswerEvent.Done done -> {
                        return Response.ok(done.answer()).build();
                    }
                    case AnswerEvent.Failed(Problem problem) -> {
                        return Response.status(problem.status())
                                .type(Problem.MEDIA_TYPE)
                                .entity(problem)
                                .build();
                    }
                    case AnswerEvent.Passages passages -> {}
                    case AnswerEvent.Text text -> {}
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.NOT_READY, "the instance is shutting down", stopping);
        } finally {
            stop.run();
        }
    }

    /** Answers piece by piece; a client that leaves ends the work. */
    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5") // Whoever takes anything gets the answer whole.
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Blocking
    @Operation(hidden = true)
    public Multi<AnswerEvent> stream(@PathParam("collection") String name, @Nullable AnswerRequest asked) {
        UnicastProcessor<AnswerEvent> events = UnicastProcessor.create(new UnreadEvents(), () -> {});
        Runnable stop = answers.begin(inquiry(name, asked), event -> {
            events.onNext(event);
            if (event instanceof AnswerEvent.Done || event instanceof AnswerEvent.Failed) {
                events.onComplete();
            }
        });
        return events.onCancellation().invoke(stop);
    }

    private Inquiry inquiry(String name, @Nullable AnswerRequest asked) {
        CollectionSpec collection = collections.get(name);
        tenancy.require(collection);
        return Bodies.require(asked).inquiry(collection, limits, config).withTenant(tenancy.tenant());
    }
}
