package io.vizsla.query.chat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a chat model's side sends, up to a bound: readers keep a line, or all of it, until it ends, and it may never. For one thread;
 * closing it closes the stream below.
 */
final class BoundedBody extends FilterInputStream {

    /** Some 25,000 pieces of an answer with all that stands around each. */
    static final int MOST = 8 * 1024 * 1024;

    private int given;

    BoundedBody(InputStream body) {
        super(body);
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

    private void count(int more) throws IOException {
        given += more;
        if (given > MOST) {
            throw new IOException("the answer is longer than " + MOST + " bytes");
        }
    }
}
