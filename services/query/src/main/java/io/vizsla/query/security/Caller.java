package io.vizsla.query.security;

import io.vizsla.api.access.AccessKey;
import io.vizsla.api.access.Grant;
import io.vizsla.api.access.Verb;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param id that stands in the audit log
 * @param credential what was presented, in words
 * @param grant what it is good for; null for everything
 */
public record Caller(String id, String credential, @Nullable Grant grant) {

    /** Calls an instance that asks for no keys. */
    public static final Caller ANYBODY = new Caller("anybody", "nothing", null);

    /** Presented the key that was configured. */
    static final Caller CONFIGURED = new Caller("configured", "the configured key", null);

    static Caller of(AccessKey key) {
        return new Caller(key.id(), "the key " + key.id(), key.grant());
    }

    /** Returns whose documents this caller may see and send, null for everybody's. */
    public @Nullable String tenant() {
        return grant == null ? null : grant.tenant();
    }

    /** Returns whether this caller may know of a collection, be it there or not. */
    public boolean reaches(String collection) {
        return grant == null || grant.reaches(collection);
    }

    /**
     * Checks what a call is about to do.
     *
     * @param collection null for what concerns none or all of them
     * @throws VizslaException {@code FORBIDDEN} naming the verb, or the collection
     */
    public void require(Verb verb, @Nullable String collection) {
        if (grant == null) {
            return;
        }
        if (!grant.may(verb)) {
            throw forbidden("verb", verb.id(), "one that " + credential + " is good for");
        }
        if (collection != null && !grant.reaches(collection)) {
            throw forbidden("collection", collection, "one that " + credential + " is good for");
        }
        if (collection == null && verb == Verb.ADMIN && !grant.reachesAll()) {
            throw forbidden("collection", "*", "what " + credential + " is good for: this concerns all collections");
        }
    }

    private static VizslaException forbidden(String field, String value, String bound) {
        return VizslaException.field(ErrorCode.FORBIDDEN, field, value, bound);
    }
}
