package io.vizsla.api.error;

import java.util.Locale;

/**
 * The closed set of stable error codes. A code is part of the public contract: clients branch on {@link #id()}, so a
 * code is never renamed.
 */
public enum ErrorCode {
    UNAUTHORIZED(ErrorKind.CALLER),
    FORBIDDEN(ErrorKind.CALLER),
    INVALID_ARGUMENT(ErrorKind.CALLER),
    INVALID_JSON(ErrorKind.CALLER),
    INVALID_TEXT(ErrorKind.CALLER),
    INVALID_METADATA(ErrorKind.CALLER),
    INVALID_FILTER(ErrorKind.CALLER),
    INVALID_VECTOR(ErrorKind.CALLER),
    UNKNOWN_COLLECTION(ErrorKind.CALLER),
    UNKNOWN_DOCUMENT(ErrorKind.CALLER),
    UNKNOWN_FIELD(ErrorKind.CALLER),
    UNKNOWN_MODEL(ErrorKind.CALLER),
    UNKNOWN_RESOURCE(ErrorKind.CALLER),
    METHOD_NOT_ALLOWED(ErrorKind.CALLER),
    NOT_ACCEPTABLE(ErrorKind.CALLER),
    CONFLICT(ErrorKind.CALLER),
    TOO_LARGE(ErrorKind.CALLER),
    EMPTY_DOCUMENT(ErrorKind.CALLER),
    UNSUPPORTED_MEDIA_TYPE(ErrorKind.CALLER),
    UNREADABLE_DOCUMENT(ErrorKind.CALLER),
    PARSE_LIMIT_EXCEEDED(ErrorKind.CALLER),
    SPACE_MISMATCH(ErrorKind.CALLER),
    INVALID_MODEL(ErrorKind.CALLER),
    CORRUPT_INDEX(ErrorKind.INTERNAL),
    STORE_UNAVAILABLE(ErrorKind.UNAVAILABLE),
    LOG_UNAVAILABLE(ErrorKind.UNAVAILABLE),
    NOT_READY(ErrorKind.UNAVAILABLE),
    CHAT_UNAVAILABLE(ErrorKind.UNAVAILABLE),
    TIMEOUT(ErrorKind.UNAVAILABLE),
    OVERLOADED(ErrorKind.OVERLOADED),
    TRAINING_DIVERGED(ErrorKind.INTERNAL),
    INTERNAL(ErrorKind.INTERNAL);

    private final ErrorKind kind;

    ErrorCode(ErrorKind kind) {
        this.kind = kind;
    }

    /** Returns who can act on errors of this code. */
    public ErrorKind kind() {
        return kind;
    }

    /** Returns the form that leaves the process, such as {@code unknown_collection}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
