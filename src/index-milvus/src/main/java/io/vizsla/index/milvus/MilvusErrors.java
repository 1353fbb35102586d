package io.vizsla.index.milvus;

import io.milvus.v2.exception.ErrorCode;
import io.milvus.v2.exception.MilvusClientException;
import io.vizsla.api.error.VizslaException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what may pass on a retry from what cannot, and turns both into the platform's errors. Codes are those of Milvus'
 * {@code merr} package.
 */
final class MilvusErrors {

    /**
     * Not ready, not available, no memory, too many requests, internal, no disk, rate limit, quota, time lag, too little of
     * something.
     */
    private static final Set<Integer> BUSY = Set.of(1, 2, 3, 4, 5, 7, 8, 9, 11, 12);

    /** Collection or partition not loaded, or not fully. */
    private static final Set<Integer> NOT_LOADED = Set.of(101, 103, 201, 202);

    /** From a resource group, replica, channel, node or segment that is not there now: such codes lie between these. */
    private static final int FIRST_MOVING = 300;

    private static final int LAST_MOVING = 999;

    /** Parameters that the server cannot take lie from here on. */
    private static final int FIRST_PARAMETER = 1100;

    private static final int LAST_PARAMETER = 1199;

    private static final int UNAUTHENTICATED = 1800;

    private MilvusErrors() {}

    /** Returns whether the same request may pass later. */
    static boolean mayPass(RuntimeException failure) {
        if (refused(failure) || tooLarge(failure) || foreign(failure)) {
            return false;
        }
        if (unloaded(failure)) {
            return true;
        }
        if (!(failure instanceof MilvusClientException known)) {
            return grpcStatus(failure) != null;
        }
        int code = known.getServerErrCode();
        return switch (known.getErrorCode()) {
            case RPC_ERROR, TIMEOUT -> true;
            case SERVER_ERROR -> BUSY.contains(code) || (code >= FIRST_MOVING && code <= LAST_MOVING);
            default -> grpcStatus(failure) != null;
        };
    }

    /** Returns whether no answer came at all. */
    static boolean silent(RuntimeException failure) {
        if (foreign(failure)) {
            return false;
        }
        if (failure instanceof MilvusClientException known) {
            return known.getErrorCode() == ErrorCode.RPC_ERROR || known.getErrorCode() == ErrorCode.TIMEOUT;
        }
        // What the client's first call fails with is not wrapped.
        String status = grpcStatus(failure);
        return status != null && (status.startsWith("DEADLINE_EXCEEDED") || status.startsWith("UNAVAILABLE"));
    }

    /**
     * Returns whether the server has the collection but not in memory: Milvus Lite forgets that when it starts again, and says
     * so by a number that the client library has no name for.
     */
    static boolean unloaded(RuntimeException failure) {
        return failure instanceof MilvusClientException known
                && (NOT_LOADED.contains(known.getServerErrCode())
                        || lower(known).contains("not loaded")
                        || lower(known).contains("in state 'released'")
                        || lower(known).contains("unknown enum value"));
    }

    /** Returns whether the server does not know the collection. */
    static boolean absent(RuntimeException failure) {
        return failure instanceof MilvusClientException known
                && (known.getErrorCode() == ErrorCode.COLLECTION_NOT_FOUND
                        || known.getServerErrCode() == 100
                        || lower(known).contains("can't find collection")
                        || lower(known).contains("collection not found"));
    }

    /**
     * Returns the platform's error: {@code STORE_UNAVAILABLE} for what may pass, for credentials that the server refuses and
     * for collections that are gone, {@code TOO_LARGE} for a row that is larger than the server takes, {@code INTERNAL} for
     * a request that it does not understand, which it should have.
     *
     * @param server where the server is
     * @param what was tried, such as {@code search in notes}
     */
    static VizslaException of(String server, String what, RuntimeException failure) {
        if (failure instanceof VizslaException ours) {
            return ours;
        }
        if (refused(failure)) {
            return unavailable(server, what, "it refuses the credentials", failure);
        }
        if (foreign(failure)) {
            return unavailable(server, what, "it does not know the call: no Milvus, or too old a one", failure);
        }
        if (tooLarge(failure)) {
            return VizslaException.of(
                    io.vizsla.api.error.ErrorCode.TOO_LARGE,
                    "Milvus at " + server + ": " + what + ": a row is larger than the server takes",
                    failure);
        }
        if (absent(failure)) {
            return unavailable(server, what, "the collection is not there", failure);
        }
        if (mayPass(failure)) {
            String why = silent(failure) ? "it does not answer" : String.valueOf(failure.getMessage());
            return unavailable(server, what, why, failure);
        }
        if (failure instanceof MilvusClientException known && parameter(known)) {
            // The server's words quote the request: they stay in the cause.
            return VizslaException.of(
                    io.vizsla.api.error.ErrorCode.INTERNAL,
                    "Milvus at " + server + ": " + what + ": the server does not take the request (code "
                            + known.getServerErrCode() + ")",
                    failure);
        }
        return unavailable(server, what, String.valueOf(failure.getMessage()), failure);
    }

    private static boolean parameter(MilvusClientException failure) {
        int code = failure.getServerErrCode();
        return failure.getErrorCode() == ErrorCode.INVALID_PARAMS
                || failure.getErrorCode() == ErrorCode.CLIENT_ERROR
                || (code >= FIRST_PARAMETER && code <= LAST_PARAMETER)
                || lower(failure).contains("cannot parse expression")
                || lower(failure).contains("failed to create query plan");
    }

    private static boolean refused(RuntimeException failure) {
        String text = lower(failure);
        return (failure instanceof MilvusClientException known && known.getServerErrCode() == UNAUTHENTICATED)
                || text.contains("unauthenticated")
                || text.contains("auth check failure");
    }

    private static boolean foreign(RuntimeException failure) {
        String status = grpcStatus(failure);
        return status != null && status.startsWith("UNIMPLEMENTED");
    }

    private static boolean tooLarge(RuntimeException failure) {
        String text = lower(failure);
        return text.contains("larger than max") || (text.contains("message size") && text.contains("exceed"));
    }

    private static VizslaException unavailable(String server, String what, String why, RuntimeException failure) {
        return VizslaException.of(
                io.vizsla.api.error.ErrorCode.STORE_UNAVAILABLE,
                "Milvus at " + server + ": " + what + ": " + why,
                failure);
    }

    private static @Nullable String grpcStatus(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getClass().getSimpleName().startsWith("StatusRuntimeException")) {
                return String.valueOf(at.getMessage());
            }
        }
        return null;
    }

    private static String lower(Throwable failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    }
}
