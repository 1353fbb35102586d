package io.vizsla.query.rest;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import org.jspecify.annotations.Nullable;

/** Checks that a request has a body. */
final class Bodies {

    private Bodies() {}

    static <T> T require(@Nullable T body) {
        if (body == null) {
            throw VizslaException.field(ErrorCode.INVALID_JSON, "body", "nothing", "a JSON object");
        }
        return body;
    }
}
