package io.vizsla.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of lines that tells how much of it was read. For one reader. */
final class LineFeed extends FilterInputStream {

    /** Is told how many bytes and lines were read since the last call. */
    @FunctionalInterface
    interface Listener {
        void read(long bytes, long lines);
    }

    private final Listener listener;

    LineFeed(InputStream in, Listener listener) {
        super(in);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
            listener.read(count, lines(bytes, offset, count));
        }
        return count;
    }

    private static long lines(byte[] bytes, int offset, int count) {
        long lines = 0;
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] == '\n') {
                lines++;
            }
        }
        return lines;
    }
}
