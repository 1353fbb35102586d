package io.vizsla.ingestion.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/**
 * Tells archives, images, programs and the like from text, whatever they are called. How a file begins is not enough: a
 * text may well begin with the letters {@code ID3}. So its bytes must also hold what text does not.
 */
final class BinaryContent {

    /** How many bytes are looked at. */
    private static final int HEAD = 1 << 16;

    private static final double ODD_SHARE = 0.01;

    private static final MediaTypeRegistry TYPES =
            MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();

    private BinaryContent() {}

    /** Returns whether the bytes are of a kind that Tika knows and that is no text. */
    static boolean recognized(byte[] content) {
        return !TextDecoder.isWide(content) && !clean(content) && !textual(MediaTypes.found(content));
    }

    /** Returns whether nothing speaks against text: no zeros, and few control characters, none if it is not UTF-8. */
    private static boolean clean(byte[] content) {
        int length = Math.min(content.length, HEAD);
        int odd = 0;
        for (int i = 0; i < length; i++) {
            if (content[i] == 0) {
                return false;
            }
            odd += TextDecoder.odd(content[i]) && content[i] >= 0 ? 1 : 0;
        }
        return odd == 0 || (odd <= Math.max(2, ODD_SHARE * length) && utf8(content, length));
    }

    private static boolean utf8(byte[] content, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(
                ByteBuffer.wrap(content, 0, length), CharBuffer.allocate(length), length == content.length);
        return !result.isError();
    }

    private static boolean textual(String found) {
        MediaType type = MediaType.parse(found);
        return type == null
                || type.equals(MediaType.OCTET_STREAM)
                || type.getType().equals("text")
                || type.getType().equals("message")
                || TYPES.isInstanceOf(type, MediaType.TEXT_PLAIN);
    }
}
