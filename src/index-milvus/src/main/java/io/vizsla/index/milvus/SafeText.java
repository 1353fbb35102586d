package io.vizsla.index.milvus;

/**
 * Text in letters, digits and four marks, none of which is syntax in a Milvus expression, so that no value needs an
 * escape. The order of encoded texts is that of {@link String#compareTo}, a prefix stays a prefix, and any UTF-16 text
 * comes back as it was, lone surrogates included.
 *
 * <p>A unit that is no letter or digit of ASCII becomes a mark and four hexadecimal digits. The mark tells between which
 * letters and digits the unit sorts: an exclamation mark before {@code 0}, a colon after {@code 9}, an opening bracket
 * after {@code Z}, an opening brace after {@code z}.
 */
final class SafeText {

    /** Sorts after every encoded text; part of none. */
    static final String LAST = "~";

    private static final int DIGITS = 4;

    private SafeText() {}

    /** Returns the text in the safe alphabet, at most five times as long. */
    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (plain(unit)) {
                out.append(unit);
            } else {
                out.append(mark(unit));
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit((unit >>> shift) & 0xF, 16));
                }
            }
        }
        return out.toString();
    }

    /**
     * Returns what was encoded.
     *
     * @throws IllegalArgumentException if nothing encodes to this
     */
    static String decode(String encoded) {
        StringBuilder out = new StringBuilder(encoded.length());
        int i = 0;
        while (i < encoded.length()) {
            char unit = encoded.charAt(i++);
            if (!plain(unit)) {
                if (i + DIGITS > encoded.length()) {
                    throw new IllegalArgumentException("an escape is cut at " + i);
                }
                unit = (char) Integer.parseInt(encoded.substring(i, i + DIGITS), 16);
                i += DIGITS;
            }
            out.append(unit);
        }
        return out.toString();
    }

    private static boolean plain(char unit) {
        return (unit >= '0' && unit <= '9') || (unit >= 'A' && unit <= 'Z') || (unit >= 'a' && unit <= 'z');
    }

    private static char mark(char unit) {
        if (unit < '0') {
            return '!';
        }
        if (unit < 'A') {
            return ':';
        }
        return unit < 'a' ? '[' : '{';
    }
}
