package io.vizsla.index.milvus;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Analyzed words in the alphabet that every tokenizer leaves whole: lower-case letters of ASCII and digits. The server
 * splits at blanks what we have analyzed, and does nothing else to it.
 */
final class SafeTerm {

    /** Begins what is not spelled out. */
    private static final String HEX = "zq";

    private SafeTerm() {}

    /** Returns a name of the term that no other term has. */
    static String encode(String term) {
        if (!term.startsWith(HEX) && plain(term)) {
            return term;
        }
        return HEX + HexFormat.of().formatHex(term.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean plain(String term) {
        for (int i = 0; i < term.length(); i++) {
            char unit = term.charAt(i);
            if ((unit < '0' || unit > '9') && (unit < 'a' || unit > 'z')) {
                return false;
            }
        }
        return !term.isEmpty();
    }
}
