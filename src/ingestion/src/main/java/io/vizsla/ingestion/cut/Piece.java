package io.vizsla.ingestion.cut;

import java.util.List;

/**
 * A slice of a document's text and the headings above it.
 *
 * @param headings outermost first
 * @param text never blank
 * @param start index of its first UTF-16 unit in {@link Cut#text()}
 * @param end index after its last one
 */
public record Piece(List<String> headings, String text, int start, int end) {

    public Piece {
        headings = List.copyOf(headings);
    }
}
