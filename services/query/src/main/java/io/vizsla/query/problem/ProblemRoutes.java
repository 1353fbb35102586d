package io.vizsla.query.problem;

import io.quarkus.logging.Log;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers with problem documents where no resource is reached: paths that nobody knows, requests that cannot be read. */
public class ProblemRoutes {

    private static final String NO_ADDRESS_CHECK = "vertx.disableURIValidation";
    private static final String ADDRESS_BOUND = "percent-encoded as RFC 3986 says";
    private static final String NO_CLIMBING = "without the segments . and ..";
    private static final int UNAVAILABLE = 503;

    /**
     * Has requests whose address cannot be read come to these routes instead of being answered 400 without a word. To be
     * called before the HTTP server starts.
     */
    public static void takeUnreadableAddresses() {
        System.setProperty(NO_ADDRESS_CHECK, "true");
    }

    private final AllowedMethods methods;

    /** Tells of methods that are answered in place of the one that is not. */
    public ProblemRoutes(AllowedMethods methods) {
        this.methods = methods;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE + 1).handler(ProblemRoutes::checkAddress);
        router.route().last().order(Integer.MAX_VALUE).handler(this::unknown);
        for (int status : new int[] {400, 404, 405, 406, 408, 413, 414, 415, 429, 431, 500, 501, 502, 503, 504}) {
            router.errorHandler(status, context -> failed(context, status));
        }
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> failed(context, context.statusCode()));
    }

    private static void checkAddress(RoutingContext context) {
        String uri = context.request().uri();
        try {
            new URI(uri);
        } catch (URISyntaxException unreadable) {
            int query = uri.indexOf('?');
            String path = query < 0 ? uri : uri.substring(0, query);
            VizslaException told = readable(path)
                    ? VizslaException.invalid("query", uri.substring(query + 1), ADDRESS_BOUND)
                    : VizslaException.invalid("path", path, ADDRESS_BOUND);
            write(context, Problem.of(told));
            return;
        }
        if (climbs(context.request().path())) {
            write(
                    context,
                    Problem.of(VizslaException.invalid("path", context.request().path(), NO_CLIMBING)));
            return;
        }
        context.next();
    }

    /**
     * Tells whether a path has segments that stand for here and above. The router would follow them, and a deletion of the
     * document {@code ..} would be one of its collection.
     */
    private static boolean climbs(@Nullable String path) {
        return path != null
                && Stream.of(path.split("/"))
                        .map(segment -> segment.replaceAll("%2[eE]", "."))
                        .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    private static boolean readable(String path) {
        try {
            new URI(path);
            return true;
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    private void unknown(RoutingContext context) {
        String path = VizslaException.invalid("path", context.request().path(), "known")
                .value()
                .orElse("");
        SortedSet<String> allowed = methods.at(context.normalizedPath());
        if (allowed.isEmpty() || allowed.contains(context.request().method().name())) {
            write(context, Problem.of(VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, "there is nothing at " + path)));
        } else {
            context.response().putHeader("Allow", String.join(", ", allowed));
            String detail = "the method is not allowed at " + path;
            write(context, Problem.of(VizslaException.of(ErrorCode.METHOD_NOT_ALLOWED, detail)));
        }
    }

    private static void failed(RoutingContext context, int proposed) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        write(context, problem(proposed < 400 ? 500 : proposed, context.failure()));
    }

    private static Problem problem(int status, @Nullable Throwable failure) {
        if (failure instanceof VizslaException ours && ours.code().kind() != ErrorKind.INTERNAL) {
            return Problem.of(ours);
        }
        if (status == 500 || (status > 500 && failure != null)) {
            return defect(status, failure);
        }
        String detail = status > 500 ? "the instance does not answer now" : "the request is not valid";
        if (failure != null && failure.getMessage() != null) {
            detail = failure.getMessage();
        }
        return Problem.of(VizslaException.of(Statuses.codeOf(status), detail), status);
    }

    private static Problem defect(int status, @Nullable Throwable failure) {
        String id = UUID.randomUUID().toString();
        Log.errorf(failure, "Request failed, error id %s", id);
        String detail = "something went wrong here; the log tells more under " + id;
        return Problem.of(VizslaException.of(Statuses.codeOf(status), detail), status);
    }

    /** Ends a request with a problem. */
    public static void write(RoutingContext context, Problem problem) {
        JsonObject json = new JsonObject()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.detail())
                .put("code", problem.code());
        putIfThere(json, "field", problem.field());
        putIfThere(json, "value", problem.value());
        putIfThere(json, "bound", problem.bound());
        if (problem.status() == UNAVAILABLE) {
            context.response().putHeader("Retry-After", ProblemMappers.RETRY_SECONDS);
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(json.encode())
                .onFailure(gone -> Log.debugf(gone, "The client left before its answer"));
    }

    private static void putIfThere(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
