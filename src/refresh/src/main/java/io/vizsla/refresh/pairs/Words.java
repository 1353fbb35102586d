package io.vizsla.refresh.pairs;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where words and sentences lie in a text of any language. What looks like markup is text. Of scripts that put no space
 * between words, each ideograph is a word.
 */
final class Words {

    private Words() {}

    /** A piece of a text, from its first UTF-16 unit to the one after its last. */
    record Span(int start, int end) {

        String of(String text) {
            return text.substring(start, end);
        }
    }

    /** Returns the words in their order. */
    static List<Span> of(String text) {
        List<Span> words = new ArrayList<>();
        for (Span piece : pieces(BreakIterator.getWordInstance(Locale.ROOT), text)) {
            if (piece.of(text).codePoints().anyMatch(Character::isIdeographic)) {
                addCharacters(text, piece, words);
            } else if (piece.of(text).codePoints().anyMatch(Character::isLetterOrDigit)) {
                words.add(piece);
            }
        }
        return words;
    }

    private static void addCharacters(String text, Span piece, List<Span> words) {
        int at = piece.start();
        while (at < piece.end()) {
            int next = at + Character.charCount(text.codePointAt(at));
            words.add(new Span(at, next));
            at = next;
        }
    }

    /** Returns the sentences that have a word, without the blanks around them. */
    static List<String> sentences(String text) {
        return pieces(BreakIterator.getSentenceInstance(Locale.ROOT), text).stream()
                .map(piece -> piece.of(text).strip())
                .filter(sentence -> !of(sentence).isEmpty())
                .toList();
    }

    private static List<Span> pieces(BreakIterator breaks, String text) {
        breaks.setText(text);
        List<Span> pieces = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            pieces.add(new Span(from, to));
            from = to;
        }
        return pieces;
    }

    /** Returns the text on one line, up to so many words. */
    static String first(String text, int most) {
        String line = text.strip().replaceAll("[\\s\\p{Z}]+", " ");
        List<Span> words = of(line);
        return words.size() <= most
                ? line
                : line.substring(0, words.get(most - 1).end());
    }
}
