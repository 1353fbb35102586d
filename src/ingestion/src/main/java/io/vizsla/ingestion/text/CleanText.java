package io.vizsla.ingestion.text;

/**
 * Makes text fit for storing and encoding without moving anything: a NUL becomes a space, a lone surrogate becomes
 * U+FFFD, every other character stays. The length never changes.
 */
public final class CleanText {

    private CleanText() {}

    /** Returns the text itself if there is nothing to replace. */
    public static String clean(String text) {
        int first = firstUnfit(text, 0);
        if (first < 0) {
            return text;
        }
        char[] units = text.toCharArray();
        for (int at = first; at >= 0; at = firstUnfit(text, at + 1)) {
            units[at] = units[at] == 0 ? ' ' : '\uFFFD';
        }
        return new String(units);
    }

    private static int firstUnfit(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == 0) {
                return i;
            }
            if (Character.isSurrogate(c)) {
                if (!pairAt(text, i)) {
                    return i;
                }
                i++;
            }
            i++;
        }
        return -1;
    }

    private static boolean pairAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
