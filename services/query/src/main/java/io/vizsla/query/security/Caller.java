package io.vizsla.query.security;

import io.vizsla.api.access.AccessKey;
import io.vizsla.api.access.Verb;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param id that stands in the audit log
 * @param key what was presented; null for somebody who may do everything
 */
public record Caller(String id, @Nullable AccessKey key) {

    /** Calls an instance that asks for no keys. */
    public static final Caller ANYBODY = new Caller("anybody", null);

    /** Presented the key that was configured. */
    static final Caller CONFIGURED = new Caller("configured", null);

    static Caller of(AccessKey key) {
        return new Caller(key.id(), key);
    }

    /** Returns whether this caller may know of a collection, be it there or not. */
    public boolean reaches(String collection) {
        return key == null || key.reaches(collection);
    }

    /**
     * Checks what a call is about to do.
     *
     * @param collection null for what concerns none or all of them
     * @throws VizslaException {@code FORBIDDEN} naming the verb, or the collection
     */
    public void require(Verb verb, @Nullable String collection) {
        if (key == null) {
            return;
        }
        if (!key.may(verb)) {
            throw VizslaException.field(
                    ErrorCode.FORBIDDEN, "verb", verb.id(), "one that the key " + key.id() + " was made for");
        }
        if (collection != null && !key.reaches(collection)) {
            throw VizslaException.field(
                    ErrorCode.FORBIDDEN, "collection", collection, "one that the key " + key.id() + " was made for");
        }
        if (collection == null && verb == Verb.ADMIN && !key.reachesAll()) {
            throw VizslaException.field(
                    ErrorCode.FORBIDDEN,
                    "collection",
                    "*",
                    "what the key " + key.id() + " was made for: this concerns all collections");
        }
    }
}
