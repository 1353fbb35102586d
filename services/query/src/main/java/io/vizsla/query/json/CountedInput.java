package io.vizsla.query.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that knows how much it has given, and may object. For one thread. */
public abstract class CountedInput extends FilterInputStream {

    private long given;

    /** Counts what this gives, which it closes. */
    protected CountedInput(InputStream in) {
        super(in);
    }

    /** Learns how many bytes were given before and are now; may wait, and may refuse by an exception. */
    protected abstract void counted(long before, long now) throws IOException;

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

    private void count(int more) throws IOException {
        long before = given;
        given += more;
        counted(before, given);
    }
}
