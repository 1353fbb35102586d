package io.vizsla.query.rest;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** Gives every request an id, the caller's own where it is a decent one, on its log lines and its answer. */
public class RequestIds {

    private static final String HEADER = "X-Request-Id";
    private static final Pattern DECENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Comes before all other routes, because some of them answer. */
    public void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(RequestIds::identify);
    }

    private static void identify(RoutingContext context) {
        String sent = context.request().getHeader(HEADER);
        String id = sent != null && DECENT.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        MDC.put("requestId", id);
        context.response().putHeader(HEADER, id);
        context.next();
    }
}
