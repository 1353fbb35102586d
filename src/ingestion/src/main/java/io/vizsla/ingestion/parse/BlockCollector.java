package io.vizsla.ingestion.parse;

import io.vizsla.ingestion.parse.SectionBuilder.Gap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Gathers the sections of a document that comes as HTML elements, from a parser of HTML or from Tika, whatever order its
 * elements nest in.
 */
final class BlockCollector {

    /** Elements whose content no reader sees, or that lead elsewhere. */
    private static final Set<String> DROPPED = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "nav",
            "svg",
            "math",
            "iframe",
            "object",
            "embed",
            "applet",
            "select",
            "button",
            "title",
            "head");

    private static final Set<String> PARAGRAPHS = Set.of(
            "p",
            "div",
            "pre",
            "blockquote",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "aside",
            "ul",
            "ol",
            "dl",
            "table",
            "figure",
            "figcaption",
            "hr",
            "form",
            "fieldset",
            "details",
            "summary",
            "address",
            "body");

    private static final Set<String> LINES = Set.of("li", "tr", "dt", "dd", "caption", "option");

    private final SectionBuilder sections;
    private final StringBuilder text = new StringBuilder();
    private Gap gap = Gap.PARAGRAPH;
    private int dropped;
    private int preformatted;
    private int heading;
    private boolean cellBefore;
    private String firstHeading = "";

    BlockCollector(int mostCharacters) {
        this.sections = new SectionBuilder(mostCharacters);
    }

    /** An element starts. */
    void start(String element) {
        String name = element.toLowerCase(Locale.ROOT);
        if (DROPPED.contains(name)) {
            dropped++;
        } else if (level(name) > 0) {
            flush(Gap.PARAGRAPH);
            heading = level(name);
        } else if (name.equals("br")) {
            text.append('\n');
        } else if (LINES.contains(name)) {
            flush(Gap.LINE);
            cellBefore = false;
            bullet(name);
        } else if (PARAGRAPHS.contains(name)) {
            paragraph(name);
        } else if (name.equals("td") || name.equals("th")) {
            cell();
        }
        preformatted += name.equals("pre") ? 1 : 0;
    }

    /** An element ends. */
    void end(String element) {
        String name = element.toLowerCase(Locale.ROOT);
        if (DROPPED.contains(name)) {
            dropped = Math.max(0, dropped - 1);
        } else if (level(name) > 0) {
            endHeading();
        } else if (LINES.contains(name)) {
            flush(Gap.LINE);
        } else if (PARAGRAPHS.contains(name)) {
            endParagraph();
        }
        preformatted = Math.max(0, preformatted - (name.equals("pre") ? 1 : 0));
    }

    /** Text of the element that is open. */
    void text(String characters) {
        if (dropped > 0) {
            return;
        }
        sections.check(text.length() + characters.length());
        if (preformatted > 0) {
            text.append(characters);
        } else {
            appendCollapsed(characters);
        }
    }

    /** Returns the sections, once all elements have ended. */
    List<Section> sections() {
        endHeading();
        flush(Gap.PARAGRAPH);
        return sections.sections();
    }

    /** Returns the text of the first heading, empty if there was none. */
    String firstHeading() {
        return firstHeading;
    }

    private void paragraph(String name) {
        if (inCellOrItem() && (name.equals("p") || name.equals("div"))) {
            space();
            return;
        }
        flush(Gap.PARAGRAPH);
        gap = Gap.PARAGRAPH;
    }

    private void endParagraph() {
        if (heading > 0) {
            space();
        } else if (!inCellOrItem()) {
            flush(Gap.PARAGRAPH);
        } else {
            space();
        }
    }

    /** Returns whether a bullet or a cell's bar waits for its text, which may come in a paragraph of its own. */
    private boolean inCellOrItem() {
        return heading > 0 || cellBefore || bare();
    }

    private boolean bare() {
        return text.length() == 2 && text.charAt(0) == '-' && text.charAt(1) == ' ';
    }

    private void bullet(String name) {
        if (name.equals("li") && dropped == 0) {
            text.append("- ");
        }
    }

    private void cell() {
        if (cellBefore) {
            trimEnd();
            text.append(" | ");
        }
        cellBefore = true;
    }

    private void endHeading() {
        if (heading > 0) {
            String line = text.toString().replaceAll("\\s+", " ").strip();
            if (firstHeading.isEmpty()) {
                firstHeading = line;
            }
            sections.heading(heading, line);
            text.setLength(0);
            heading = 0;
        }
    }

    private void flush(Gap next) {
        if (heading > 0) {
            endHeading();
        }
        if (!text.toString().isBlank() && !bare()) {
            sections.block(text.toString(), gap);
            gap = next;
        }
        text.setLength(0);
        cellBefore = false;
    }

    private void appendCollapsed(String characters) {
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                space();
            } else {
                text.append(c);
            }
        }
    }

    private void space() {
        if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
            text.append(' ');
        }
    }

    private void trimEnd() {
        while (!text.isEmpty() && Character.isWhitespace(text.charAt(text.length() - 1))) {
            text.setLength(text.length() - 1);
        }
    }

    private static int level(String name) {
        boolean heading = name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6';
        return heading ? name.charAt(1) - '0' : 0;
    }
}
