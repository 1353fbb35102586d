package io.vizsla.api.text;

/**
 * Makes text fit for storing, encoding and writing without moving anything: what is unfit is replaced UTF-16 unit for
 * unit, so lengths and offsets stay.
 */
public final class CleanText {

    private static final char REPLACEMENT = '\uFFFD';

    private CleanText() {}

    /**
     * Returns the text with every lone surrogate replaced by U+FFFD and every NUL, which ends a string in native code, by
     * a space; the text itself if there is nothing to replace.
     */
    public static String clean(String text) {
        return wellFormed(text).replace('\0', ' ');
    }

    /** Returns the text with every lone surrogate replaced by U+FFFD; the text itself if there is none. */
    public static String wellFormed(String text) {
        int lone = firstLone(text, 0);
        if (lone < 0) {
            return text;
        }
        char[] units = text.toCharArray();
        for (int at = lone; at >= 0; at = firstLone(text, at + 1)) {
            units[at] = REPLACEMENT;
        }
        return new String(units);
    }

    private static int firstLone(String text, int from) {
        int i = from;
        while (i < text.length()) {
            if (Character.isSurrogate(text.charAt(i))) {
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
