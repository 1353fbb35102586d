package io.vizsla.query.problem;

import io.vizsla.api.error.ErrorCode;

/** The HTTP status of each error code, and back. */
public final class Statuses {

    private Statuses() {}

    /** Returns the status of a code. */
    public static int of(ErrorCode code) {
        return switch (code) {
            case INVALID_ARGUMENT,
                    INVALID_JSON,
                    INVALID_TEXT,
                    INVALID_METADATA,
                    INVALID_FILTER,
                    INVALID_VECTOR,
                    UNKNOWN_FIELD -> 400;
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN_COLLECTION, UNKNOWN_DOCUMENT, UNKNOWN_MODEL, UNKNOWN_RESOURCE -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case CONFLICT, SPACE_MISMATCH -> 409;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case EMPTY_DOCUMENT, UNREADABLE_DOCUMENT, PARSE_LIMIT_EXCEEDED, INVALID_MODEL -> 422;
            case OVERLOADED -> 429;
            case CORRUPT_INDEX, TRAINING_DIVERGED, INTERNAL -> 500;
            case STORE_UNAVAILABLE, LOG_UNAVAILABLE, NOT_READY, CHAT_UNAVAILABLE -> 503;
            case TIMEOUT -> 504;
        };
    }

    /** Returns the code for a status that the HTTP layer chose by itself. */
    public static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHORIZED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.UNKNOWN_RESOURCE;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 409 -> ErrorCode.CONFLICT;
            case 413, 414, 431 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> ErrorCode.OVERLOADED;
            case 503 -> ErrorCode.NOT_READY;
            case 408, 504 -> ErrorCode.TIMEOUT;
            default -> status < 500 ? ErrorCode.INVALID_ARGUMENT : ErrorCode.INTERNAL;
        };
    }
}
