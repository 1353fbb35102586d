package io.vizsla.query.security;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vizsla.api.access.Verb;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.problem.Problem;
import io.vizsla.query.problem.ProblemRoutes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call pass whose key is good for it, before anything else looks at it; tells the audit log of every call that trains or
 * administers, and of every one that is refused. Where no keys are asked for, everybody passes.
 */
@Singleton
public class Gate {

    /** After the request's id and the checks of its address and its origin, before every resource. */
    private static final int ORDER = Integer.MIN_VALUE + 3;

    private static final Logger AUDIT = Logger.getLogger("io.vizsla.audit");
    private static final String CALLER = "vizsla.caller";
    private static final String COOKIE = "vizsla_key";
    private static final String BEARER = "Bearer ";

    private final Keyring keyring;
    private final Tokens tokens;

    /** Asks for these keys, or such tokens. */
    public Gate(Keyring keyring, Tokens tokens) {
        this.keyring = keyring;
        this.tokens = tokens;
    }

    void install(@Observes Router router) {
        router.route().order(ORDER).handler(this::check);
    }

    /** Returns who made a call that has passed; empty if there is none. */
    static Optional<Caller> caller(@Nullable RoutingContext context) {
        return context != null && context.get(CALLER) instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }

    private void check(RoutingContext context) {
        Permissions.Permission needed = Permissions.of(
                context.request().method().name(),
                String.valueOf(context.request().path()));
        if (needed.verb() == null || !keyring.isClosed()) {
            pass(context, needed, Optional.of(Caller.ANYBODY));
            return;
        }
        String presented = presented(context);
        if (presented == null) {
            refuse(
                    context,
                    VizslaException.of(
                            ErrorCode.UNAUTHORIZED, "a key is needed: Authorization: Bearer KEY, or X-API-Key: KEY"));
            return;
        }
        Optional<Caller> known = keyring.recognize(presented);
        if (known.isEmpty() && tokens.mayBe(presented)) {
            ask(context, needed, presented);
        } else {
            pass(context, needed, known);
        }
    }

    /** Nothing of the request is read meanwhile: who reads it is not there yet. */
    private void ask(RoutingContext context, Permissions.Permission needed, String token) {
        boolean hasMore = !context.request().isEnded();
        if (hasMore) {
            context.request().pause();
        }
        context.vertx().executeBlocking(() -> tokens.recognize(token), false).onComplete(told -> {
            if (hasMore) {
                context.request().resume();
            }
            if (told.succeeded()) {
                pass(context, needed, told.result());
            } else {
                refuse(context, told.cause());
            }
        });
    }

    private void pass(RoutingContext context, Permissions.Permission needed, Optional<Caller> known) {
        try {
            Caller caller = known.orElseThrow(
                    () -> VizslaException.of(ErrorCode.UNAUTHORIZED, "the key is not known here, or no longer good"));
            context.put(CALLER, caller);
            if (needed.verb() != null) {
                audit(context, caller, needed.verb());
                caller.require(needed.verb(), needed.collection());
                requireOpenToTenants(context, caller);
            }
        } catch (VizslaException refused) {
            refuse(context, refused);
            return;
        }
        context.next();
    }

    private static void requireOpenToTenants(RoutingContext context, Caller caller) {
        String tenant = caller.tenant();
        String method = context.request().method().name();
        if (tenant != null
                && !TenantRoutes.isOpen(method, String.valueOf(context.request().path()))) {
            throw VizslaException.field(
                    ErrorCode.FORBIDDEN, "tenant", tenant, "left out of the key: this is about everybody's documents");
        }
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        VizslaException refused = failure instanceof VizslaException known
                ? known
                : VizslaException.of(ErrorCode.INTERNAL, "the caller could not be recognized", failure);
        if (refused.code() == ErrorCode.UNAUTHORIZED) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"vizsla\"");
        }
        Caller caller = context.get(CALLER);
        AUDIT.warnf(
                "refused %s %s by %s: %s",
                context.request().method().name(),
                context.normalizedPath(),
                caller == null ? "nobody known" : caller.id(),
                refused.code().id());
        ProblemRoutes.write(context, Problem.of(refused));
    }

    /** The console, whose pages cannot send headers everywhere, keeps the key in a cookie of its own site. */
    private static @Nullable String presented(RoutingContext context) {
        String authorization = context.request().getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        String header = context.request().getHeader("X-API-Key");
        if (header != null) {
            return header.strip();
        }
        var cookie = context.request().getCookie(COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    /** Once the answer is out, so that it tells what came of the call. */
    private void audit(RoutingContext context, Caller caller, Verb verb) {
        boolean isOfInterest = verb == Verb.ADMIN || verb == Verb.TRAIN;
        // Where anybody may do anything there is nobody to name.
        if (keyring.isClosed() && isOfInterest) {
            String method = context.request().method().name();
            String path = context.normalizedPath();
            if (!method.equals("GET")) {
                context.addEndHandler(_ -> AUDIT.infof(
                        "%s %s by %s: %d",
                        method, path, caller.id(), context.response().getStatusCode()));
            }
        }
    }
}
