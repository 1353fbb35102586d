package io.vizsla.api.ingest;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/** Why a record was dead-lettered. */
public record Failure(ErrorCode code, String detail) {

    /** Returns the failure that an exception tells of. */
    public static Failure of(VizslaException cause) {
        return new Failure(cause.code(), cause.detail());
    }
}
