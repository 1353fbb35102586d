package io.vizsla.query.json;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that refuses to give more bytes than its bound. */
public final class BoundedInput extends FilterInputStream {

    private final long bound;
    private final String field;
    private long given;

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
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int more) {
        given += more;
        if (given > bound) {
            throw tooLarge(field, bound);
        }
    }

    /** Returns the error that tells of a body beyond its bound. */
    public static VizslaException tooLarge(String field, long bound) {
        return VizslaException.field(
                ErrorCode.TOO_LARGE, field, "more than " + bound + " bytes", "at most " + bound + " bytes");
    }
}
