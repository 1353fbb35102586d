package io.vizsla.testkit;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * BM25 (Robertson and Zaragoza, 2009) computed over all texts: {@code idf * tf / (tf + k1 * (1 - b + b * length / mean))}
 * with {@code idf = ln(1 + (N - df + 0.5) / (df + 0.5))}. Words are runs of letters and digits in lower case.
 */
public final class ExactBm25 {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final double K1 = 0.9;
    private static final double B = 0.4;

    private final Map<String, Long> documentFrequency = new HashMap<>();
    private final int count;
    private final double meanLength;

    /** Counts the words of these texts. */
    public ExactBm25(Collection<String> texts) {
        count = texts.size();
        long length = 0;
        for (String text : texts) {
            List<String> words = words(text);
            length += words.size();
            new HashSet<>(words).forEach(word -> documentFrequency.merge(word, 1L, Long::sum));
        }
        meanLength = Math.max(1e-9, (double) length / Math.max(1, count));
    }

    /** Returns the score of a text for a query, 0 if no word matches. */
    public double score(String query, String text) {
        List<String> words = words(text);
        Map<String, Long> frequency = words.stream().collect(Collectors.groupingBy(w -> w, Collectors.counting()));
        double norm = K1 * (1 - B + B * words.size() / meanLength);
        double score = 0;
        for (String word : words(query)) {
            double tf = frequency.getOrDefault(word, 0L);
            score += idf(word) * tf / (tf + norm);
        }
        return score;
    }

    /** Returns how many texts hold a word. */
    public long documentFrequency(String word) {
        return documentFrequency.getOrDefault(word, 0L);
    }

    /** Returns the words of a text, in order. */
    public static List<String> words(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private double idf(String word) {
        double df = documentFrequency(word);
        return Math.log(1 + (count - df + 0.5) / (df + 0.5));
    }
}
