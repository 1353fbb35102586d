package io.vizsla.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a call brought no answer: the instance refused it, or nobody answered.
 *
 * <p>Branch on {@link #code()}: an instance's own codes are listed in the handbook under <em>Errors</em>; those of the client are
 * {@value #UNREACHABLE}, {@value #TIMEOUT}, {@value #NOT_VIZSLA}, {@value #INTERRUPTED} and {@value #CLOSED}. {@link #mayPassLater()} says whether
 * the same call can succeed without being changed.
 */
public final class VizslaClientException extends RuntimeException {

    /** Nobody listens at the address, or the connection broke. */
    public static final String UNREACHABLE = "unreachable";
    /** The answer did not come in time. */
    public static final String TIMEOUT = "timeout";
    /** What answers is not an instance of Vizsla. */
    public static final String NOT_VIZSLA = "not_vizsla";
    /** The calling thread was interrupted. */
    public static final String INTERRUPTED = "interrupted";
    /** The stream was closed while somebody read it. */
    public static final String CLOSED = "closed";

    private static final long serialVersionUID = 1;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    private final int status;
    private final String code;
    private final @Nullable String field;
    private final @Nullable String value;
    private final @Nullable String bound;

    VizslaClientException(int status, String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
        this.field = null;
        this.value = null;
        this.bound = null;
    }

    VizslaClientException(int status, Problem problem) {
        super(problem.sentence(status));
        this.status = status;
        this.code = problem.codeOr(NOT_VIZSLA);
        this.field = problem.field();
        this.value = problem.value();
        this.bound = problem.bound();
    }

    static VizslaClientException invalid(String field, @Nullable Object value, String bound) {
        return new VizslaClientException(
                0,
                new Problem(
                        "invalid_argument",
                        field + " = " + value + " is not valid: must be " + bound,
                        field,
                        String.valueOf(value),
                        bound));
    }

    /** Returns the HTTP status, 0 where there was no answer. */
    public int status() {
        return status;
    }

    /** Returns the stable code. */
    public String code() {
        return code;
    }

    /** Returns the name of the field in error, if one is. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** Returns the offending value, shortened by the instance. */
    public Optional<String> value() {
        return Optional.ofNullable(value);
    }

    /** Returns what would have been right. */
    public Optional<String> bound() {
        return Optional.ofNullable(bound);
    }

    /** Returns whether the same call may succeed later: the instance is busy, starting, or out of reach. */
    public boolean mayPassLater() {
        boolean unanswered = status == 0 && (code.equals(UNREACHABLE) || code.equals(TIMEOUT));
        return unanswered || status == TOO_MANY || status == UNAVAILABLE || status == GATEWAY_TIMEOUT;
    }
}
