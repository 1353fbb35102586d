package io.vizsla.refresh.pairs;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of a text that tell it from others. */
final class RareWords {

    private RareWords() {}

    /** Returns the places of the rarest words, each word once, in their order; none that the index takes for no word. */
    static List<Words.Span> of(String text, int most, PassageTexts texts) {
        Set<String> known = new HashSet<>();
        return Words.of(text).stream()
                .filter(word -> known.add(word.of(text).toLowerCase(Locale.ROOT)))
                .filter(word -> texts.count(word.of(text)) < Long.MAX_VALUE)
                .sorted(Comparator.comparingLong(word -> texts.count(word.of(text))))
                .limit(most)
                .sorted(Comparator.comparingInt(Words.Span::start))
                .toList();
    }

    /** Returns them as they stand in the text. */
    static List<String> words(String text, int most, PassageTexts texts) {
        return of(text, most, texts).stream().map(word -> word.of(text)).toList();
    }
}
