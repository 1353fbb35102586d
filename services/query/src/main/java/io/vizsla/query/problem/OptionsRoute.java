package io.vizsla.query.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.SortedSet;

/** Answers {@code OPTIONS} with the methods of the address. The HTTP layer would name those of a whole resource, or of another one. */
public class OptionsRoute {

    private static final int NO_CONTENT = 204;

    /** After the check of keys, before every resource. */
    private static final int ORDER = Integer.MIN_VALUE + 4;

    private final AllowedMethods methods;

    /** Tells these. */
    public OptionsRoute(AllowedMethods methods) {
        this.methods = methods;
    }

    void install(@Observes Router router) {
        router.options().order(ORDER).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        SortedSet<String> allowed = methods.at(context.normalizedPath());
        // What a browser asks before a call from another site is for those who know the sites.
        if (allowed.isEmpty() || context.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            context.next();
            return;
        }
        allowed.add("OPTIONS");
        context.response()
                .setStatusCode(NO_CONTENT)
                .putHeader(HttpHeaders.ALLOW, String.join(", ", allowed))
                .end();
    }
}
