package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;

/** Gathers headings and blocks of text into sections, up to a bound on their characters. */
final class SectionBuilder {

    /** How a block stands to the one before it. */
    enum Gap {
        /** On the next line, as the items of a list. */
        LINE("\n"),
        /** After an empty line, as a paragraph. */
        PARAGRAPH("\n\n");

        private final String text;

        Gap(String text) {
            this.text = text;
        }
    }

    private static final int DEEPEST = 16;

    private record Heading(int level, String text) {}

    private final int mostCharacters;
    private final List<Section> sections = new ArrayList<>();
    private final List<Heading> path = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private long characters;

    SectionBuilder(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /** Opens a section. A heading without text is passed over. */
    void heading(int level, String heading) {
        String line = heading.replaceAll("\\s+", " ").strip();
        if (line.isEmpty()) {
            return;
        }
        close();
        count(line.length());
        while (!path.isEmpty() && (path.getLast().level() >= level || path.size() >= DEEPEST)) {
            path.removeLast();
        }
        path.add(new Heading(level, line));
    }

    /** Adds a block to the open section. */
    void block(String block, Gap gap) {
        String stripped = block.strip();
        if (stripped.isEmpty()) {
            return;
        }
        count(stripped.length());
        if (!text.isEmpty()) {
            text.append(gap.text);
        }
        text.append(stripped);
    }

    /** Counts characters that are on their way into a block or heading, so that none grows without bound. */
    void check(int waiting) {
        if (characters + waiting > mostCharacters) {
            throw VizslaException.field(
                    ErrorCode.PARSE_LIMIT_EXCEEDED,
                    "textCharacters",
                    "more than " + mostCharacters,
                    "at most " + mostCharacters);
        }
    }

    /** Returns the sections, among them those that have a heading and no text. */
    List<Section> sections() {
        close();
        path.clear();
        return sections;
    }

    private void count(int more) {
        check(more);
        characters += more;
    }

    private void close() {
        boolean headed = !path.isEmpty();
        boolean same =
                headed && !sections.isEmpty() && sections.getLast().headings().equals(headings());
        if (!text.isEmpty() || (headed && !same)) {
            sections.add(new Section(headings(), text.toString()));
        }
        text.setLength(0);
    }

    private List<String> headings() {
        return path.stream().map(Heading::text).toList();
    }
}
