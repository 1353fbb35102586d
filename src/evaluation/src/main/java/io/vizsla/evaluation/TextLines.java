package io.vizsla.evaluation;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a UTF-8 file line by line in constant memory, knowing at each moment where it is, and is strict about the
 * encoding. Blank lines are skipped but counted.
 */
final class TextLines {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private TextLines() {}

    /** Takes one line. */
    @FunctionalInterface
    interface LineConsumer {
        void accept(Place place, String line);
    }

    /**
     * Where a line stands, for messages.
     *
     * @param file as the user knows it
     * @param line counts from 1
     */
    record Place(String file, long line) {

        /** Returns an error about a part of this line. */
        VizslaException bad(ErrorCode code, String part, Object value, String bound) {
            return VizslaException.field(code, this + (part.isEmpty() ? "" : ": " + part), value, bound);
        }

        @Override
        public String toString() {
            return file + " line " + line;
        }
    }

    /** Calls back with every line of a file; {@code shownName} is what messages call it. */
    static void forEach(Path file, String shownName, LineConsumer consumer) {
        try (InputStream bytes = new BufferedInputStream(StoredFile.open(file), 1 << 16)) {
            long number = 0;
            for (byte[] line = next(bytes); line != null; line = next(bytes)) {
                number++;
                accept(new Place(shownName, number), line, consumer);
            }
        } catch (NoSuchFileException absent) {
            throw VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, "There is no file " + file, absent);
        } catch (IOException broken) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot read " + file + ": " + broken, broken);
        }
    }

    private static void accept(Place place, byte[] line, LineConsumer consumer) {
        String text = decode(place, line);
        if (!text.isBlank()) {
            consumer.accept(place, text);
        }
    }

    private static byte @Nullable [] next(InputStream bytes) throws IOException {
        int next = bytes.read();
        if (next < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = bytes.read();
        }
        return line.toByteArray();
    }

    private static String decode(Place place, byte[] line) {
        int from = place.line() == 1 && startsWithMark(line) ? BYTE_ORDER_MARK.length : 0;
        int to = line.length > from && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, from, to - from))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw VizslaException.of(ErrorCode.INVALID_TEXT, place + ": is not valid UTF-8", notUtf8);
        }
    }

    private static boolean startsWithMark(byte[] line) {
        return line.length >= 3
                && line[0] == BYTE_ORDER_MARK[0]
                && line[1] == BYTE_ORDER_MARK[1]
                && line[2] == BYTE_ORDER_MARK[2];
    }
}
