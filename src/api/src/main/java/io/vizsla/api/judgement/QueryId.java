package io.vizsla.api.judgement;

import io.vizsla.api.text.TextDigest;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names queries by their words, so that one that was asked before is known again. */
public final class QueryId {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern CLOSING = Pattern.compile("[\\s\\p{Z}?!.…。？！]+$");

    private QueryId() {}

    /** Returns 32 hexadecimal digits; the same for texts that differ in case, width, blanks or closing marks alone. */
    public static String of(String query) {
        String compatible = Normalizer.normalize(query, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String words = BLANKS.matcher(compatible).replaceAll(" ").strip();
        String open = CLOSING.matcher(words).replaceAll("");
        return TextDigest.of(open.isEmpty() ? words : open);
    }
}
