package io.vizsla.query.answer;

import io.vizsla.retrieval.highlight.Highlighter;
import io.vizsla.retrieval.highlight.Span;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of a text that carry its meaning, and which of them another text holds, whatever their endings. */
final class ContentWords {

    private static final Highlighter HIGHLIGHTER = new Highlighter();
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,]*");

    private final Set<String> words = new LinkedHashSet<>();

    private ContentWords(String text) {
        for (Span span : HIGHLIGHTER.spans(text, text)) {
            words.add(text.substring(span.start(), span.end()).toLowerCase(Locale.ROOT));
        }
    }

    static ContentWords of(String text) {
        return new ContentWords(text);
    }

    /** Returns those that the text holds. */
    Set<String> heldBy(String text) {
        Set<String> held = new LinkedHashSet<>();
        for (String word : words) {
            if (!HIGHLIGHTER.spans(word, text).isEmpty()) {
                held.add(word);
            }
        }
        return held;
    }

    /** Returns whether the text holds all numbers and at least half of the other words; no words are not held. */
    boolean supportedBy(String text) {
        Set<String> held = heldBy(text);
        boolean numbers =
                words.stream().filter(word -> NUMBER.matcher(word).matches()).allMatch(held::contains);
        return !words.isEmpty() && numbers && held.size() * 2 >= words.size();
    }

    int count() {
        return words.size();
    }
}
