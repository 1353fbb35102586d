package io.vizsla.models.collection;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/** The error for those who come after the end. */
final class Closed {

    private Closed() {}

    static VizslaException error() {
        return VizslaException.of(ErrorCode.NOT_READY, "the instance is shutting down");
    }
}
