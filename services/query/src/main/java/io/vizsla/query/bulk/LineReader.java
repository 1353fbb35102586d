package io.vizsla.query.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines of bounded length, holding one line at a time. For one thread. */
final class LineReader {

    private static final int START = 64 * 1024;
    private static final byte[] UTF8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int bound;
    private final byte[] buffer = new byte[START];
    private int position;
    private int limit;
    private byte[] line = new byte[START];
    private long number;

    LineReader(InputStream in, int bound) {
        this.in = in;
        this.bound = bound;
    }

    /** Returns the next line, null at the end. */
    @Nullable
    Line next() throws IOException {
        int length = 0;
        boolean any = false;
        boolean tooLong = false;
        while (fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int more = end - position;
            int kept = Math.min(more, bound - length);
            tooLong |= kept < more;
            grow(length + kept);
            System.arraycopy(buffer, position, line, length, kept);
            length += kept;
            position = end;
            if (end < limit) {
                position++;
                break;
            }
        }
        return any ? line(length, tooLong) : null;
    }

    private Line line(int length, boolean tooLong) {
        number++;
        int end = length > 0 && !tooLong && line[length - 1] == '\r' ? length - 1 : length;
        if (number == 1 && end >= 3 && Arrays.equals(line, 0, 3, UTF8_MARK, 0, 3)) {
            System.arraycopy(line, 3, line, 0, end - 3);
            end -= 3;
        }
        return new Line(number, line, end, tooLong);
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        int read = in.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(read, 0);
        return read > 0;
    }

    private void grow(int needed) {
        if (needed > line.length) {
            line = Arrays.copyOf(line, Math.min(Math.max(needed, line.length * 2), Math.max(bound, needed)));
        }
    }
}
