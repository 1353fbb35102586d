package io.vizsla.ingestion.parse;

import java.util.List;

/**
 * A stretch of a document's text under one heading.
 *
 * @param headings the headings above the text, outermost first; empty where there is none
 * @param text without its headings; may be empty
 */
public record Section(List<String> headings, String text) {

    public Section {
        headings = List.copyOf(headings);
    }
}
