package io.vizsla.query.json;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Holds requests to UTF-8. The JSON reader would guess UTF-16 and UTF-32 from the first bytes, and lines that were cut
 * out of such text are only half of what their sender wrote.
 */
final class Utf8 {

    /** How many bytes tell the encodings apart in which JSON can be written (RFC 4627, section 3). */
    private static final int TELLING = 4;

    private static final int CHUNK = 8 * 1024;

    private Utf8() {}

    /**
     * Checks a range of bytes to its end.
     *
     * @throws VizslaException {@code INVALID_JSON} if it is not UTF-8
     */
    static void check(String field, byte[] bytes, int length) {
        checkStart(field, bytes, Math.min(length, TELLING));
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer out = CharBuffer.allocate(Math.min(CHUNK, length + 1));
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = decoder.decode(in, out.clear(), true);
        }
        if (result.isError()) {
            throw refused(field, "malformed behind " + in.position() + " bytes");
        }
    }

    /**
     * Returns the same bytes, once the first ones have shown that they are no UTF-16 or UTF-32.
     *
     * @throws VizslaException {@code INVALID_JSON} if they are
     */
    static InputStream checked(String field, InputStream in) throws IOException {
        BufferedInputStream again = new BufferedInputStream(in);
        again.mark(TELLING);
        byte[] start = again.readNBytes(TELLING);
        again.reset();
        checkStart(field, start, start.length);
        return again;
    }

    private static void checkStart(String field, byte[] bytes, int length) {
        boolean marked = length >= 2 && (mark(bytes, 0xFE, 0xFF) || mark(bytes, 0xFF, 0xFE));
        boolean nul = false;
        for (int i = 0; i < length; i++) {
            nul |= bytes[i] == 0;
        }
        if (marked || nul) {
            throw refused(field, "bytes like those of UTF-16 or UTF-32");
        }
    }

    private static boolean mark(byte[] bytes, int first, int second) {
        return bytes[0] == (byte) first && bytes[1] == (byte) second;
    }

    private static VizslaException refused(String field, String what) {
        return VizslaException.field(ErrorCode.INVALID_JSON, field, what, "UTF-8 text");
    }
}
