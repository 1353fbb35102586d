package io.vizsla.retrieval.highlight;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the words of a query in a text that is shown beside it. Bounded in time for texts of any size. Safe for any
 * number of threads.
 */
public final class Highlighter {

    /** How much of a text is looked at, in UTF-16 units. */
    public static final int LONGEST_TEXT = 100_000;

    /** The most places that are returned. */
    public static final int MOST_SPANS = 500;

    /** How many different words of a query count. */
    private static final int MOST_WORDS = 512;

    /** Longer runs of letters are not words; they match as they are or not at all. */
    private static final int LONGEST_WORD = 64;

    private static final Set<String> COMMON = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "does", "for", "from", "had", "has",
            "have", "how", "i", "if", "in", "into", "is", "it", "its", "no", "not", "of", "on", "or", "so", "such",
            "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "we", "were", "what", "when",
            "where", "which", "who", "why", "will", "with", "you");

    /**
     * Returns where words of the query stand in the text, in order, without overlap. Common words count only where the
     * query has no others.
     */
    public List<Span> spans(String query, String text) {
        Set<String> wanted = stems(query);
        List<Span> spans = new ArrayList<>();
        if (wanted.isEmpty()) {
            return spans;
        }
        BitSet firsts = new BitSet();
        wanted.forEach(stem -> firsts.set(stem.charAt(0)));
        WordScanner words = new WordScanner(text, LONGEST_TEXT);
        for (Span word = words.next(); word != null && spans.size() < MOST_SPANS; word = words.next()) {
            if (mayMatch(text.charAt(word.start()), firsts) && wanted.contains(stem(text, word))) {
                spans.add(word);
            }
        }
        return spans;
    }

    /** Passes over most words by their first letter, which the stem keeps; what is not ASCII may fold to another one. */
    private static boolean mayMatch(char first, BitSet firsts) {
        return first >= 0x80 || firsts.get(Character.toLowerCase(first));
    }

    private static Set<String> stems(String query) {
        Set<String> rare = new HashSet<>();
        Set<String> all = new HashSet<>();
        WordScanner words = new WordScanner(query, LONGEST_TEXT);
        for (Span word = words.next(); word != null && all.size() < MOST_WORDS; word = words.next()) {
            String stem = stem(query, word);
            all.add(stem);
            if (!COMMON.contains(LightStem.folded(query.substring(word.start(), word.end())))) {
                rare.add(stem);
            }
        }
        return rare.isEmpty() ? all : rare;
    }

    private static String stem(String text, Span word) {
        String form = text.substring(word.start(), word.end());
        return form.length() > LONGEST_WORD ? form : LightStem.of(form);
    }
}
