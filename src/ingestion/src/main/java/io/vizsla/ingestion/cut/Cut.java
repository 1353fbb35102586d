package io.vizsla.ingestion.cut;

import java.util.List;

/**
 * A document in pieces.
 *
 * @param title shortened to what a chunk has room for
 * @param text the document's extracted text
 * @param pieces in reading order; each is {@code text.substring(start, end)}; none if the text is blank
 */
public record Cut(String title, String text, List<Piece> pieces) {

    public Cut {
        pieces = List.copyOf(pieces);
    }
}
