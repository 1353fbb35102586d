package io.vizsla.query.security;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vizsla.api.access.Verb;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** What the caller of the present request may do, where its address does not tell: a body names a collection, or a list holds some. */
@Singleton
public class Access {

    private final CurrentVertxRequest request;
    private final Keyring keyring;

    /** Looks at this request. */
    public Access(CurrentVertxRequest request, Keyring keyring) {
        this.request = request;
        this.keyring = keyring;
    }

    /**
     * Returns who calls.
     *
     * @throws VizslaException {@code UNAUTHORIZED} if keys are asked for and the request has not passed the gate
     */
    public Caller caller() {
        return Gate.caller(request.getCurrent()).orElseGet(this::anybody);
    }

    private Caller anybody() {
        if (keyring.isClosed()) {
            throw VizslaException.of(ErrorCode.UNAUTHORIZED, "nobody is known to call");
        }
        return Caller.ANYBODY;
    }

    /**
     * Checks what the call is about to do.
     *
     * @param collection null for what concerns none
     * @throws VizslaException {@code FORBIDDEN} naming what the key was not made for
     */
    public void require(Verb verb, @Nullable String collection) {
        caller().require(verb, collection);
    }
}
