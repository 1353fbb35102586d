package io.vizsla.query.mcp;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.problem.Problem;
import io.vizsla.query.problem.ProblemRoutes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Bounds the bodies of {@code /mcp}, which are read as a whole before anything looks at them. */
@Singleton
public class McpBodies {

    /** After the keys were looked at, before the body is. */
    private static final int ORDER = Integer.MIN_VALUE + 4;

    private final long most;

    /** Bounds by these limits. */
    public McpBodies(LimitsConfig limits) {
        this.most = limits.jsonBody().asLongValue();
    }

    void install(@Observes Router router) {
        router.route("/mcp*").order(ORDER).handler(this::check);
    }

    private void check(RoutingContext context) {
        String given = context.request().getHeader("Content-Length");
        boolean isOpenEnded = context.request().getHeader("Transfer-Encoding") != null;
        if (isOpenEnded || length(given) > most) {
            String value = isOpenEnded ? "unknown" : given;
            // The rest of it is not read.
            context.response().putHeader("Connection", "close");
            context.addEndHandler(_ -> context.request().connection().close());
            ProblemRoutes.write(
                    context,
                    Problem.of(VizslaException.field(
                            ErrorCode.TOO_LARGE, "Content-Length", value, "given, and at most " + most + " bytes")));
            return;
        }
        context.next();
    }

    private static long length(@Nullable String given) {
        if (given == null) {
            return 0;
        }
        try {
            return Long.parseLong(given);
        } catch (NumberFormatException tooLong) {
            return Long.MAX_VALUE;
        }
    }
}
