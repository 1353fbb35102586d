package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Turns bytes into text: a byte order mark decides, then the charset that the sender names if the bytes fit it, then
 * UTF-8 if they fit that, then UTF-16 by its zeros, then statistics. What comes out full of control characters was no
 * text.
 */
final class TextDecoder {

    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([^\\s;\"'>]+)", Pattern.CASE_INSENSITIVE);

    /** How many bytes statistics look at. */
    private static final int SAMPLE = 1 << 16;

    private static final double MOST_ZEROS = 0.001;

    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    private TextDecoder() {}

    /**
     * Returns the text, without its byte order mark.
     *
     * @param contentType may name a charset
     * @throws VizslaException {@code UNREADABLE_DOCUMENT} if it is none
     */
    static String decode(byte[] content, String contentType) {
        String text = text(content, contentType);
        if (text == null) {
            throw VizslaException.of(
                    ErrorCode.UNREADABLE_DOCUMENT,
                    "The content is not text: its bytes look like " + MediaTypes.found(content));
        }
        return text;
    }

    /** Returns whether {@link #decode} would pass. */
    static boolean looksLikeText(byte[] content) {
        return text(content, "") != null;
    }

    /** Returns the charset that a content type or an HTML declaration names, null if there is none that Java knows. */
    static @Nullable Charset named(String declaration) {
        Matcher matcher = CHARSET.matcher(declaration);
        return matcher.find() ? charset(matcher.group(1)) : null;
    }

    static @Nullable Charset charset(String name) {
        try {
            return Charset.forName(name.strip().toLowerCase(Locale.ROOT));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    private static @Nullable String text(byte[] content, String contentType) {
        String marked = marked(content);
        if (marked != null) {
            return plausible(marked, 0.1) ? marked : null;
        }
        Charset named = named(contentType);
        String text = named == null ? null : strict(content, 0, named);
        if (text == null) {
            text = strict(content, 0, StandardCharsets.UTF_8);
        }
        if (text != null && plausible(text, 0.1)) {
            return text;
        }
        String guess = guessed(content);
        return plausible(guess, 0.01) ? guess : null;
    }

    private static @Nullable String marked(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return lenient(bytes, 3, StandardCharsets.UTF_8);
        }
        if (starts(bytes, 0xFF, 0xFE, 0, 0)) {
            return lenient(bytes, 4, UTF_32LE);
        }
        if (starts(bytes, 0, 0, 0xFE, 0xFF)) {
            return lenient(bytes, 4, UTF_32BE);
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return lenient(bytes, 2, StandardCharsets.UTF_16LE);
        }
        return starts(bytes, 0xFE, 0xFF) ? lenient(bytes, 2, StandardCharsets.UTF_16BE) : null;
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String guessed(byte[] bytes) {
        Charset wide = wide(bytes);
        if (wide != null) {
            return lenient(bytes, 0, wide);
        }
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes, 0, Math.min(bytes.length, SAMPLE));
        detector.dataEnd();
        String name = detector.getDetectedCharset();
        // Nobody writes Mac Cyrillic any more; what looks like it is the Cyrillic of Windows.
        Charset found = name == null ? null : charset(name.equals("MACCYRILLIC") ? "windows-1251" : name);
        return lenient(bytes, 0, found == null ? Charset.forName("windows-1252") : found);
    }

    /** Returns UTF-16 in the byte order in which its zeros lie, null if there are not enough of them. */
    private static @Nullable Charset wide(byte[] bytes) {
        int[] zeros = new int[2];
        int length = Math.min(bytes.length, SAMPLE);
        for (int i = 0; i < length; i++) {
            zeros[i & 1] += bytes[i] == 0 ? 1 : 0;
        }
        if (zeros[1] > length / 4 && zeros[0] < length / 50 + 1) {
            return StandardCharsets.UTF_16LE;
        }
        return zeros[0] > length / 4 && zeros[1] < length / 50 + 1 ? StandardCharsets.UTF_16BE : null;
    }

    private static @Nullable String strict(byte[] bytes, int from, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException unfit) {
            return null;
        }
    }

    private static String lenient(byte[] bytes, int from, Charset charset) {
        return new String(bytes, from, bytes.length - from, charset);
    }

    /** Returns whether the bytes are UTF-16 or UTF-32, as a mark or the places of their zeros show. */
    static boolean isWide(byte[] bytes) {
        return starts(bytes, 0xFF, 0xFE)
                || starts(bytes, 0xFE, 0xFF)
                || starts(bytes, 0, 0, 0xFE, 0xFF)
                || wide(bytes) != null;
    }

    /**
     * Returns whether no more than a share of the characters, or two, are ones that text does not have. Zeros, which
     * binary files are full of, get a share of their own.
     */
    private static boolean plausible(String text, double share) {
        long zeros = text.chars().filter(c -> c == 0).count();
        if (zeros > Math.max(2, MOST_ZEROS * text.length())) {
            return false;
        }
        long odd = text.chars().filter(TextDecoder::odd).count();
        return odd <= Math.max(2, share * text.length());
    }

    /** Returns whether a character is one that text does not have. */
    static boolean odd(int c) {
        return (c < ' ' && "\t\n\r\f\u000b\b\u001b".indexOf(c) < 0)
                || (c >= 0x7F && c < 0xA0 && c != 0x85)
                || c == 0xFFFD;
    }
}
