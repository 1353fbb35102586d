package io.vizsla.query.text;

/** Makes strings that came from outside safe to encode and to write. */
public final class CleanText {

    private static final char REPLACEMENT = '\uFFFD';

    private CleanText() {}

    /** Returns the text with every lone surrogate replaced by U+FFFD; the same object where there is none. */
    public static String wellFormed(String text) {
        int lone = firstLone(text, 0);
        if (lone < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        while (lone >= 0) {
            repaired.setCharAt(lone, REPLACEMENT);
            lone = firstLone(text, lone + 1);
        }
        return repaired.toString();
    }

    /** Returns the words of a query: well-formed, and without NUL, which ends a string in native code. */
    public static String query(String text) {
        return wellFormed(text).replace('\0', ' ');
    }

    private static int firstLone(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                return i;
            }
            i++;
        }
        return -1;
    }
}
