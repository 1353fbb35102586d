package io.vizsla.query.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the citations of a text that a chat model wrote: takes out marks of passages that there are not, and looks for each
 * statement's words in the passage that it names.
 */
final class CitationCheck {

    /** More numbers than an answer may rest on passages are no mark; without a bound each would be a level of the stack. */
    private static final Pattern MARK = Pattern.compile("\\[\\s*+(\\d{1,3}+(?:\\s*+[,;]\\s*+\\d{1,3}+){0,30}+)\\s*+]");

    private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;]\\s*");

    private final Map<Integer, Passage> passages;
    private final StringBuilder text = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    /** Numbers that the statement has named already. */
    private final Set<Integer> named = new HashSet<>();

    private int statement;
    private int marked = -1;

    private CitationCheck(List<Passage> passages) {
        this.passages = passages.stream().collect(Collectors.toMap(Passage::number, Function.identity()));
    }

    /** A text whose marks all name passages. */
    record Checked(String text, List<Citation> citations) {

        boolean grounded() {
            return !citations.isEmpty() && citations.stream().allMatch(Citation::supported);
        }
    }

    /**
     * Checks.
     *
     * @param passages that the model was shown
     */
    static Checked check(String said, List<Passage> passages) {
        CitationCheck check = new CitationCheck(passages);
        Matcher mark = MARK.matcher(said);
        int from = 0;
        while (mark.find()) {
            check.write(said.substring(from, mark.start()));
            check.mark(mark.group(1));
            from = mark.end();
        }
        check.write(said.substring(from));
        return new Checked(check.text.toString(), List.copyOf(check.citations));
    }

    private void write(String piece) {
        text.append(piece);
    }

    /** The statement of a mark goes back to the end of the one before, over the sentence's own full stop. */
    private void mark(String numbers) {
        int end = text.length();
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        boolean another = end == marked;
        if (!another) {
            statement = begin(end);
            named.clear();
        }
        int last = another && !citations.isEmpty() ? citations.getLast().end() : end;
        for (String number : SEPARATOR.split(numbers)) {
            cite(Integer.parseInt(number), last);
        }
        marked = text.length();
    }

    private void cite(int number, int end) {
        Passage passage = passages.get(number);
        if (passage == null || !named.add(number)) {
            return;
        }
        text.append('[').append(number).append(']');
        String said = MARK.matcher(text.substring(statement, end)).replaceAll("");
        boolean supported = ContentWords.of(said).supportedBy(passage.shown());
        citations.add(new Citation(number, statement, end, supported, null));
    }

    private int begin(int end) {
        int earliest = Math.max(0, marked);
        int at = Math.max(earliest, end - 1);
        while (at > earliest && ends(text.charAt(at))) {
            at--;
        }
        while (at > earliest && !(text.charAt(at - 1) == '\n' || ends(text.charAt(at - 1)) && blank(at))) {
            at--;
        }
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return Math.min(at, end);
    }

    private boolean blank(int at) {
        return Character.isWhitespace(text.charAt(at));
    }

    private static boolean ends(char c) {
        return c == '.' || c == '!' || c == '?' || c == '。';
    }
}
