package io.vizsla.encoding;

/** Makes texts harmless for a native tokenizer without moving a single UTF-16 unit. */
final class Texts {

    private Texts() {}

    /** Returns the text with lone surrogates and NUL replaced by U+FFFD, unit for unit. */
    static String clean(String text) {
        int bad = firstBad(text, 0);
        if (bad < 0) {
            return text;
        }
        char[] units = text.toCharArray();
        for (int i = bad; i >= 0; i = firstBad(text, i + 1)) {
            units[i] = '\uFFFD';
        }
        return new String(units);
    }

    /** Returns the last place at or before {@code end} that does not lie within a surrogate pair. */
    static int wholeCharacter(String text, int end) {
        boolean splits = end > 0
                && end < text.length()
                && Character.isHighSurrogate(text.charAt(end - 1))
                && Character.isLowSurrogate(text.charAt(end));
        return splits ? end - 1 : end;
    }

    /**
     * Returns where to end a piece that starts at {@code start} and should be about {@code size} units long: before
     * the last white space of the piece if it has one in its second half, so that words stay whole.
     */
    static int pieceEnd(String text, int start, int size) {
        if (text.length() - start <= size) {
            return text.length();
        }
        int end = start + size;
        for (int i = end; i > start + size / 2; i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return wholeCharacter(text, end);
    }

    private static int firstBad(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return i;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
