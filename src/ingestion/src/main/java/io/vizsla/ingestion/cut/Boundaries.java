package io.vizsla.ingestion.cut;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * Finds the places where a text may be cut: after a paragraph, else after a line, a sentence, a word, a character as
 * readers see it (grapheme), and never inside a surrogate pair. Looks only at the stretch that it is asked about.
 */
final class Boundaries {

    /** How far to look past the stretch, so that its end is not taken for a boundary. */
    private static final int AHEAD = 64;

    private final String text;

    Boundaries(String text) {
        this.text = text;
    }

    /** Returns the last good place after {@code low} and not after {@code high}. */
    int last(int low, int high) {
        int cut = lastParagraph(low, high);
        if (cut < 0) {
            cut = lastLine(low, high);
        }
        if (cut < 0) {
            cut = last(BreakIterator.getSentenceInstance(Locale.ROOT), low, high);
        }
        if (cut < 0) {
            cut = last(BreakIterator.getWordInstance(Locale.ROOT), low, high);
        }
        if (cut < 0) {
            cut = last(BreakIterator.getCharacterInstance(Locale.ROOT), low, high);
        }
        return cut < 0 ? whole(text, high) : cut;
    }

    /** Returns the first place from {@code low} on and before {@code high} where a sentence, else a word starts. */
    int first(int low, int high) {
        int start = first(BreakIterator.getSentenceInstance(Locale.ROOT), low, high);
        if (start < 0) {
            start = first(BreakIterator.getWordInstance(Locale.ROOT), low, high);
        }
        return start < 0 ? high : start;
    }

    /** Returns the place itself, or the one before it if it is inside a surrogate pair. */
    static int whole(String text, int at) {
        boolean inside = at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
        return inside ? at - 1 : at;
    }

    private int lastParagraph(int low, int high) {
        for (int i = high; i > low + 1; i--) {
            if (text.charAt(i - 1) == '\n' && blankLineBefore(i - 1, low)) {
                return i;
            }
        }
        return -1;
    }

    private boolean blankLineBefore(int newline, int low) {
        int i = newline - 1;
        while (i >= low && (text.charAt(i) == ' ' || text.charAt(i) == '\t' || text.charAt(i) == '\r')) {
            i--;
        }
        return i >= low && text.charAt(i) == '\n';
    }

    private int lastLine(int low, int high) {
        for (int i = high; i > low; i--) {
            if (text.charAt(i - 1) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private int last(BreakIterator breaks, int low, int high) {
        // A few characters before the stretch keep its start from looking like a boundary.
        int from = whole(text, Math.max(0, low - AHEAD));
        breaks.setText(text.substring(from, Math.min(text.length(), high + AHEAD)));
        int at = breaks.isBoundary(high - from) ? high - from : breaks.preceding(high - from);
        while (at != BreakIterator.DONE && from + at > low && insideGrapheme(from + at)) {
            at = breaks.preceding(at);
        }
        return at == BreakIterator.DONE || from + at <= low ? -1 : from + at;
    }

    /** Returns whether a place is inside a character as readers see it: the words of an emoji may not be parted. */
    private boolean insideGrapheme(int at) {
        int from = whole(text, Math.max(0, at - AHEAD));
        BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(text.substring(from, Math.min(text.length(), at + AHEAD)));
        return at < text.length() && !graphemes.isBoundary(at - from);
    }

    private int first(BreakIterator breaks, int low, int high) {
        int from = whole(text, Math.max(0, low - AHEAD));
        breaks.setText(text.substring(from, Math.min(text.length(), high + AHEAD)));
        int at = low == from || breaks.isBoundary(low - from) ? low - from : breaks.following(low - from);
        while (at != BreakIterator.DONE
                && from + at < high
                && (Character.isWhitespace(text.charAt(from + at)) || insideGrapheme(from + at))) {
            at++;
        }
        return at == BreakIterator.DONE || from + at >= high ? -1 : from + at;
    }
}
