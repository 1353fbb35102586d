package io.vizsla.query.mcp;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.McpConfig;
import io.vizsla.query.problem.Problem;
import io.vizsla.query.problem.ProblemRoutes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls of {@code /mcp} that come out of web pages of elsewhere, as the protocol's specification asks of servers: a page
 * whose name is made to lead to this computer (DNS rebinding) would else speak with the instance through its reader's browser. What the
 * request says of its own address counts for nothing, for such a page says the same.
 */
@Singleton
public class McpOrigins {

    /** Before the keys are looked at, which a browser's question beforehand does not bring. */
    private static final int ORDER = Integer.MIN_VALUE + 2;

    private static final Logger AUDIT = Logger.getLogger("io.vizsla.audit");
    private static final String BOUND = "of this computer, or one of vizsla.mcp.origins";

    private final AllowedOrigins allowed;
    private final CorsHandler answers;

    /** Lets in what this says. */
    public McpOrigins(McpConfig config) {
        this.allowed = new AllowedOrigins(config.origins().orElse(List.of()));
        // Only origins that are let in get there.
        this.answers = CorsHandler.create()
                .addOriginWithRegex("https?://.+")
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE))
                .allowedHeaders(Set.of(
                        "Accept",
                        "Authorization",
                        "Content-Type",
                        "Last-Event-ID",
                        "Mcp-Protocol-Version",
                        "Mcp-Session-Id",
                        "X-API-Key"))
                .exposedHeader("Mcp-Session-Id");
    }

    void install(@Observes Router router) {
        router.route("/mcp*").order(ORDER).handler(this::check);
    }

    private void check(RoutingContext context) {
        @Nullable String origin = context.request().getHeader("Origin");
        if (origin == null) {
            context.next();
        } else if (allowed.contains(origin)) {
            answers.handle(context);
        } else {
            AUDIT.warnf("refused %s /mcp: origin", context.request().method());
            ProblemRoutes.write(
                    context, Problem.of(VizslaException.field(ErrorCode.FORBIDDEN, "Origin", origin, BOUND)));
        }
    }
}
