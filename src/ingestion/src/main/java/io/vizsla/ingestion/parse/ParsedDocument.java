package io.vizsla.ingestion.parse;

import java.util.List;
import java.util.Map;

/**
 * What a parser found in a file.
 *
 * @param title empty if the file tells none
 * @param sections in reading order
 * @param properties what else the file tells of itself, such as its author; may be empty
 */
public record ParsedDocument(String title, List<Section> sections, Map<String, String> properties) {

    public ParsedDocument {
        sections = List.copyOf(sections);
        properties = Map.copyOf(properties);
    }

    /** Returns a document of plain text. */
    public static ParsedDocument ofText(String text) {
        return new ParsedDocument("", List.of(new Section(List.of(), text)), Map.of());
    }
}
