package io.vizsla.api.text;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name that stands for a text: other texts have other names. */
public final class TextDigest {

    private static final int BYTES = 16;

    private TextDigest() {}

    /** Returns 32 hexadecimal digits in lower case, the first half of the SHA-256 of the text in UTF-8. */
    public static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw VizslaException.of(ErrorCode.INTERNAL, "every Java platform has SHA-256", e);
        }
    }
}
