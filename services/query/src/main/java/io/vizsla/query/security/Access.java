package io.vizsla.query.security;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vizsla.api.access.Verb;
import io.vizsla.api.error.VizslaException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** What the caller of the present request may do, where its address does not tell: a body names a collection, or a list holds some. */
@Singleton
public class Access {

    private final CurrentVertxRequest request;

    /** Looks at this request. */
    public Access(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Returns who calls. */
    public Caller caller() {
        return Gate.caller(request.getCurrent());
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
