package io.vizsla.langchain4j;

import dev.langchain4j.rag.content.Content;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an answer as it is written and tells which of its sources it cites, by marks such as {@code [1]} or {@code [2, 3]}. Marks of
 * sources that there are not are taken out; whether a source says what it is cited for is not looked at. One answer, and one thread
 * at a time.
 */
public final class CitedAnswer {

    /** As long as what may become one, and so for a piece that holds all of it. */
    private static final Pattern MARK =
            Pattern.compile("\\[(?=[\\d ,]{1,60}+]) *+(\\d{1,4}+(?: *+, *+\\d{1,4}+){0,30}+) *+]");

    private static final Pattern SEPARATOR = Pattern.compile(" *, *");

    /** What may become a mark; longer ones are none. */
    private static final Pattern BEGINNING = Pattern.compile("\\[[\\d ,]{0,60}$");

    private final List<Content> sources;
    private final SortedMap<Integer, Content> cited = new TreeMap<>();
    private final StringBuilder held = new StringBuilder();

    /**
     * Begins an answer.
     *
     * @param sources in the order of the numbers that cite them, from 1
     */
    public CitedAnswer(List<Content> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Takes the next piece, and returns what can be shown of the answer that was not shown before; may be empty. */
    public String take(String piece) {
        held.append(piece);
        Matcher beginning = BEGINNING.matcher(held);
        return show(beginning.find() ? beginning.start() : held.length());
    }

    /** Returns what was held back, once the last piece is taken; may be empty. */
    public String rest() {
        return show(held.length());
    }

    /** Returns the sources that were cited so far, by their numbers. */
    public SortedMap<Integer, Content> cited() {
        return Collections.unmodifiableSortedMap(cited);
    }

    private String show(int end) {
        String shown =
                MARK.matcher(held.substring(0, end)).replaceAll(mark -> Matcher.quoteReplacement(known(mark.group(1))));
        held.delete(0, end);
        return shown;
    }

    private String known(String numbers) {
        StringBuilder marks = new StringBuilder();
        for (String digits : SEPARATOR.split(numbers)) {
            int number = Integer.parseInt(digits);
            if (number >= 1 && number <= sources.size()) {
                cited.put(number, sources.get(number - 1));
                marks.append('[').append(number).append(']');
            }
        }
        return marks.toString();
    }
}
