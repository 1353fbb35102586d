package io.vizsla.query.problem;

import io.quarkus.logging.Log;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers with problem documents where no resource is reached: paths that nobody knows, requests that cannot be read. */
public class ProblemRoutes {

    void install(@Observes Router router) {
        router.route().last().order(Integer.MAX_VALUE).handler(ProblemRoutes::unknown);
        for (int status : new int[] {400, 404, 405, 406, 413, 414, 415, 431, 500, 503}) {
            router.errorHandler(status, context -> failed(context, status));
        }
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> failed(context, context.statusCode()));
    }

    private static void unknown(RoutingContext context) {
        String path = VizslaException.invalid("path", context.request().path(), "known")
                .value()
                .orElse("");
        write(context, Problem.of(VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, "there is nothing at " + path)));
    }

    private static void failed(RoutingContext context, int proposed) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        int status = proposed < 400 ? 500 : proposed;
        Throwable failure = context.failure();
        if (status >= 500) {
            write(context, defect(failure));
            return;
        }
        String detail =
                failure == null || failure.getMessage() == null ? "the request is not valid" : failure.getMessage();
        write(context, Problem.of(VizslaException.of(Statuses.codeOf(status), detail), status));
    }

    private static Problem defect(@Nullable Throwable failure) {
        String id = UUID.randomUUID().toString();
        Log.errorf(failure, "Request failed, error id %s", id);
        return Problem.of(
                VizslaException.of(ErrorCode.INTERNAL, "something went wrong here; the log tells more under " + id));
    }

    private static void write(RoutingContext context, Problem problem) {
        JsonObject json = new JsonObject()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.detail())
                .put("code", problem.code());
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(json.encode())
                .onFailure(gone -> Log.debugf(gone, "The client left before its answer"));
    }
}
