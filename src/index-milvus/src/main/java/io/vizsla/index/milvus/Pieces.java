package io.vizsla.index.milvus;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as a list of texts that Milvus can hold: in the zlib format, in Base64, cut to the longest text. No bytes are no pieces.
 */
final class Pieces {

    private static final int LONGEST = 65_000;
    private static final int BUFFER = 8192;

    private Pieces() {}

    /** Returns the pieces of bytes that are worth being deflated, such as text. */
    static List<String> deflated(BytesRef bytes) {
        return of(bytes, Deflater.BEST_SPEED);
    }

    /** Returns the pieces of bytes that are not, such as codes of token vectors, which are nearly noise. */
    static List<String> stored(BytesRef bytes) {
        return of(bytes, Deflater.NO_COMPRESSION);
    }

    private static List<String> of(BytesRef bytes, int level) {
        String text = Base64.getEncoder().encodeToString(zlib(bytes, level));
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); from += LONGEST) {
            pieces.add(text.substring(from, Math.min(text.length(), from + LONGEST)));
        }
        return pieces;
    }

    /**
     * Returns the bytes of these pieces; null if there are none.
     *
     * @throws IllegalStateException if they are damaged
     */
    static @Nullable BytesRef bytes(List<?> pieces) {
        if (pieces.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        pieces.forEach(text::append);
        try {
            return inflated(Base64.getDecoder().decode(text.toString()));
        } catch (IllegalArgumentException | DataFormatException damaged) {
            throw new IllegalStateException("packed bytes are damaged", damaged);
        }
    }

    private static byte[] zlib(BytesRef bytes, int level) {
        try (Deflater deflater = new Deflater(level)) {
            deflater.setInput(bytes.bytes, bytes.offset, bytes.length);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static BytesRef inflated(byte[] bytes) throws DataFormatException {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream(4 * bytes.length + 64);
            byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && !inflater.finished()) {
                    throw new DataFormatException("the end is missing");
                }
                out.write(buffer, 0, count);
            }
            return new BytesRef(out.toByteArray());
        }
    }
}
