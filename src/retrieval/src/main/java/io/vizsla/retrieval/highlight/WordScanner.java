package io.vizsla.retrieval.highlight;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the words of a text: runs of letters, digits and marks, with apostrophes inside. In scripts that are
 * written without spaces each character is a word. Never cuts a surrogate pair.
 */
final class WordScanner {

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private final String text;
    private final int end;
    private int at;

    /** Creates a scanner over the first {@code length} units of a text, or all of it if it is shorter. */
    WordScanner(String text, int length) {
        this.text = text;
        this.end = Math.min(length, text.length());
    }

    /** Returns the next word, null if there is none left. */
    @Nullable
    Span next() {
        while (at < end && !isWord(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        if (at >= end) {
            return null;
        }
        int start = at;
        int first = text.codePointAt(at);
        at += Character.charCount(first);
        if (!isUnspaced(first)) {
            skipRest();
        }
        return new Span(start, at);
    }

    private void skipRest() {
        while (at < end) {
            int point = text.codePointAt(at);
            boolean inside = isWord(point) && !isUnspaced(point) || isApostrophe(point) && wordFollows();
            if (!inside) {
                return;
            }
            at += Character.charCount(point);
        }
    }

    private boolean wordFollows() {
        return at + 1 < end && Character.isLetter(text.codePointAt(at + 1));
    }

    private static boolean isWord(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isApostrophe(int point) {
        return point == '\'' || point == '\u2019';
    }

    private static boolean isUnspaced(int point) {
        return point > 0x0DFF && UNSPACED.contains(UnicodeScript.of(point));
    }
}
