package io.vizsla.encoding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A label by which a form tells its parts apart at the start of a line, such as {@code Query:} or {@code ### Passage}. Where a
 * line of somebody's text starts with it, a blank takes it apart; anywhere else it is a word.
 */
final class LineMarker {

    /** What is longer is a sentence that instructs, and no label. */
    private static final int MOST_WORDS = 3;

    private static final int LONGEST = 40;
    private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{N}]");

    private final Pattern pattern;
    private final boolean behindFirst;

    private LineMarker(Pattern pattern, boolean behindFirst) {
        this.pattern = pattern;
        this.behindFirst = behindFirst;
    }

    /**
     * Returns the label that the words at the start of a form's line begin with: all up to the first colon, or all of them if
     * they begin with a sign.
     *
     * @param words not blank
     * @param tokenizer decides what a model can tell apart
     */
    static Optional<LineMarker> of(String words, HfTokenizer tokenizer) {
        int colon = words.indexOf(':');
        String label = colon < 0 ? words : words.substring(0, colon + 1);
        boolean marks = colon >= 0 || !Character.isLetterOrDigit(label.codePointAt(0));
        if (!marks || label.length() > LONGEST || label.split("\\s+").length > MOST_WORDS || !named(label)) {
            return Optional.empty();
        }
        boolean folds = tokenizer.readsAlike(label.toLowerCase(Locale.ROOT), label.toUpperCase(Locale.ROOT));
        boolean sign = !Character.isLetterOrDigit(label.codePointBefore(label.length()));
        // The word stays whole where the model then reads something else.
        boolean behindFirst = !sign || tokenizer.readsAlike(label, beforeLast(label));
        return Optional.of(new LineMarker(pattern(label, folds), behindFirst));
    }

    /** Returns the text with a blank in the label wherever a line starts with it. */
    String disarm(String text) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group(1) + apart(found)));
    }

    private String apart(MatchResult found) {
        String label = found.group(2);
        int first = Character.charCount(label.codePointAt(0));
        return behindFirst ? label.substring(0, first) + " " + label.substring(first) : beforeLast(label);
    }

    private static String beforeLast(String label) {
        int last = label.length() - Character.charCount(label.codePointBefore(label.length()));
        return label.substring(0, last) + " " + label.substring(last);
    }

    /** Signs alone, such as a line of dashes, stand in anybody's text. */
    private static boolean named(String label) {
        return label.codePointCount(0, label.length()) > 1
                && LETTER.matcher(label).find();
    }

    private static Pattern pattern(String label, boolean folds) {
        String words = Arrays.stream(label.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\h+"));
        boolean sign = !Character.isLetterOrDigit(label.codePointBefore(label.length()));
        return Pattern.compile(
                "^([\\h\\p{Cf}]*)(" + words + ")" + (sign ? "" : "(?![\\p{L}\\p{N}])"),
                Pattern.MULTILINE | (folds ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0));
    }
}
