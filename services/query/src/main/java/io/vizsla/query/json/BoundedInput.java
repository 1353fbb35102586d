package io.vizsla.query.json;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.InputStream;

/** A stream that refuses to give more bytes than its bound. */
public final class BoundedInput extends CountedInput {

    private final long bound;
    private final String field;

    /**
     * Bounds a stream.
     *
     * @param field the name of what is read, for the error
     */
    public BoundedInput(InputStream in, long bound, String field) {
        super(in);
        this.bound = bound;
        this.field = field;
    }

    @Override
    protected void counted(long before, long now) {
        if (now > bound) {
            throw tooLarge(field, bound);
        }
    }

    /** Returns the error that tells of a body beyond its bound. */
    public static VizslaException tooLarge(String field, long bound) {
        return VizslaException.field(
                ErrorCode.TOO_LARGE, field, "more than " + bound + " bytes", "at most " + bound + " bytes");
    }
}
