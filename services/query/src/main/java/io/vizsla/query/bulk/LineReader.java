package io.vizsla.query.bulk;

import io.vizsla.query.json.BodyMemory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines of bounded length, holding one line at a time; long ones ask for room in memory, which is kept
 * until this is closed. For one thread.
 */
final class LineReader implements AutoCloseable {

    private static final int START = 64 * 1024;
    private static final byte[] UTF8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int bound;
    private final BodyMemory memory;
    private final byte[] buffer = new byte[START];
    private int position;
    private int limit;
    private byte[] line = new byte[START];
    private long number;
    private BodyMemory.Room room = BodyMemory.Room.NONE;

    LineReader(InputStream in, int bound, BodyMemory memory) {
        this.in = in;
        this.bound = bound;
        this.memory = memory;
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

    /** Gives the room back; the stream stays its owner's. */
    @Override
    public void close() {
        room.close();
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
            int length = Math.min(Math.max(needed, line.length * 2), Math.max(bound, needed));
            // Given back before more is taken: who holds some while waiting for more may wait for its like for ever.
            room.close();
            room = memory.take(length);
            line = Arrays.copyOf(line, length);
        }
    }
}
