package io.vizsla.query.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that asks for room in memory once it turns out to be long, before it gives any more. For one thread. */
final class ReservingInput extends FilterInputStream {

    private final Runnable reserve;
    private long given;

    /** @param reserve called at most once; may wait, and may refuse by an exception */
    ReservingInput(InputStream in, Runnable reserve) {
        super(in);
        this.reserve = reserve;
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
        boolean small = given <= BodyMemory.SMALL;
        given += more;
        if (small && given > BodyMemory.SMALL) {
            reserve.run();
        }
    }
}
