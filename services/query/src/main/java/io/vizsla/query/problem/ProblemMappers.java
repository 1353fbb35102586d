package io.vizsla.query.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.logging.Log;
import io.vertx.ext.web.RoutingContext;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.json.JsonErrors;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.SortedSet;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns everything that is thrown below a resource into a problem document. Nothing else writes an error. */
public class ProblemMappers {

    static final String RETRY_SECONDS = "1";

    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final AllowedMethods methods;

    /** Tells of methods that are answered in place of the one that is not. */
    public ProblemMappers(AllowedMethods methods) {
        this.methods = methods;
    }

    /** Maps the errors of our own. */
    @ServerExceptionMapper
    public Response ours(VizslaException error) {
        if (error.code().kind() == ErrorKind.INTERNAL) {
            return defect(error, error.code());
        }
        if (error.code().kind() == ErrorKind.UNAVAILABLE) {
            Log.warnf("Answered %s: %s", error.code().id(), error.detail());
        }
        return response(Problem.of(error));
    }

    /** Maps JSON that cannot be read, where a resource reads it itself. */
    @ServerExceptionMapper
    public Response json(JsonProcessingException error) {
        return response(Problem.of(JsonErrors.of(error)));
    }

    /** Maps what the HTTP layer refuses by itself: unknown path, method, media type. */
    @ServerExceptionMapper
    public Response http(WebApplicationException error, UriInfo uri, RoutingContext context) {
        // As it was sent: decoded, a slash in a name would be taken for one of the address.
        SortedSet<String> allowed = methods.at(context.normalizedPath());
        int status = status(error, context.request().method().name(), allowed);
        if (status < 400) {
            return error.getResponse();
        }
        if (error.getCause() instanceof VizslaException ours) {
            return ours(ours);
        }
        if (error.getCause() instanceof JsonProcessingException json) {
            return json(json);
        }
        if (status >= 500) {
            return defect(error, Statuses.codeOf(status));
        }
        String detail = detail(status, error, uri);
        Response answer = response(Problem.of(VizslaException.of(Statuses.codeOf(status), detail), status));
        return status == METHOD_NOT_ALLOWED
                ? Response.fromResponse(answer)
                        .header(HttpHeaders.ALLOW, String.join(", ", allowed))
                        .build()
                : answer;
    }

    /** An address that is known by other methods only is not unknown. */
    private static int status(WebApplicationException error, String method, SortedSet<String> allowed) {
        int status = error.getResponse().getStatus();
        boolean known = !allowed.isEmpty() && !allowed.contains(method);
        return status == NOT_FOUND && known ? METHOD_NOT_ALLOWED : status;
    }

    /**
     * Maps everything else: a defect of ours, told to the log under an id that the answer names. That a client leaves while
     * its answer is written is none; the response then goes nowhere.
     */
    @ServerExceptionMapper
    public Response defect(Throwable error, RoutingContext context) {
        if (error instanceof IOException && context.response().closed()) {
            Log.debugf("The client left before the end of its answer: %s", error.getMessage());
            return Response.noContent().build();
        }
        VizslaException ours = causedBy(error);
        return ours == null ? defect(error, ErrorCode.INTERNAL) : ours(ours);
    }

    /** Returns the response that carries a problem. */
    public static Response response(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).entity(problem).type(Problem.MEDIA_TYPE);
        if (problem.status() == 429 || problem.status() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return response.build();
    }

    private static Response defect(Throwable error, ErrorCode code) {
        String id = UUID.randomUUID().toString();
        Log.errorf(error, "Request failed, error id %s", id);
        return response(
                Problem.of(VizslaException.of(code, "something went wrong here; the log tells more under " + id)));
    }

    private static @Nullable VizslaException causedBy(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof VizslaException ours) {
                return ours;
            }
        }
        return null;
    }

    private static String detail(int status, WebApplicationException error, UriInfo uri) {
        String path = VizslaException.invalid("path", "/" + uri.getPath().replaceFirst("^/", ""), "known")
                .value()
                .orElse("");
        return switch (status) {
            case 404 -> "there is nothing at " + path;
            case 405 -> "the method is not allowed at " + path;
            case 406 ->
                "nothing that the request accepts can be made at " + path + "; try " + MediaType.APPLICATION_JSON;
            case 415 -> "the request's Content-Type is not taken at " + path;
            default -> error.getMessage() == null ? "the request is not valid" : error.getMessage();
        };
    }
}
