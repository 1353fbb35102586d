package io.vizsla.api.judgement;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names queries by their words, so that one that was asked before is known again. */
public final class QueryId {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern CLOSING = Pattern.compile("[\\s\\p{Z}?!.…。？！]+$");
    private static final int BYTES = 16;

    private QueryId() {}

    /** Returns 32 hexadecimal digits; the same for texts that differ in case, width, blanks or closing marks alone. */
    public static String of(String query) {
        String compatible = Normalizer.normalize(query, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String words = BLANKS.matcher(compatible).replaceAll(" ").strip();
        String open = CLOSING.matcher(words).replaceAll("");
        String text = open.isEmpty() ? words : open;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw VizslaException.of(ErrorCode.INTERNAL, "every Java platform has SHA-256", e);
        }
    }
}
