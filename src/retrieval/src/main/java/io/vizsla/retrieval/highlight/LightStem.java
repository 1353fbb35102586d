package io.vizsla.retrieval.highlight;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes the forms of a word look alike, well enough to mark it: folds case and accents, then takes common endings off.
 * It need not be the stem that the index uses: it decides what is shown, never what is found.
 */
final class LightStem {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** Longest first; what is left must keep three characters. */
    private static final List<String> ENDINGS = List.of(
            "ations", "ation", "ingly", "ments", "ness", "ment", "ings", "edly", "ions", "ing", "ies", "ers", "ion",
            "est", "ed", "es", "er", "ly", "al", "s", "e", "y");

    private static final int LEAST = 3;

    private LightStem() {}

    /** Returns the stem; never empty for a word that is not. */
    static String of(String word) {
        String folded = folded(word);
        String stem = folded;
        for (String ending : ENDINGS) {
            if (folded.endsWith(ending) && folded.length() - ending.length() >= LEAST) {
                stem = folded.substring(0, folded.length() - ending.length());
                break;
            }
        }
        return withoutDouble(stem);
    }

    /** Returns the word in lower case, without accents and possessive ending. */
    static String folded(String word) {
        String decomposed = isAscii(word)
                ? word
                : MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFKD))
                        .replaceAll("");
        String folded = decomposed.isEmpty() ? word : decomposed.toLowerCase(Locale.ROOT);
        int apostrophe = Math.max(folded.lastIndexOf('\''), folded.lastIndexOf('\u2019'));
        return apostrophe > 0 ? folded.substring(0, apostrophe) : folded;
    }

    /** Most words are, and need no table of characters. */
    private static boolean isAscii(String word) {
        return word.chars().allMatch(unit -> unit < 0x80);
    }

    /** Takes the second of a doubled last consonant off: "stopped" and "stop" meet. */
    private static String withoutDouble(String stem) {
        int last = stem.length() - 1;
        boolean doubled = last >= LEAST && stem.charAt(last) == stem.charAt(last - 1) && stem.charAt(last) != 's';
        return doubled ? stem.substring(0, last) : stem;
    }
}
