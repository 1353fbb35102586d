package io.vizsla.ingestion.cut;

import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.VizslaException;
import io.vizsla.ingestion.parse.Section;
import java.util.List;

/**
 * Cuts a document into pieces that a model can read whole: consecutive sections are joined while they fit, under the
 * headings that they share, and a section that does not fit is cut after a paragraph, else a line, a sentence or a word,
 * with some overlap. A document that fits is one piece. The same input gives the same pieces. Safe for any number of
 * threads if the tokenizer is.
 */
public final class Cutter {

    private static final int SMALLEST_BUDGET = 8;

    private final Tokenizer tokenizer;
    private final int budget;
    private final int overlap;

    /**
     * Makes a cutter.
     *
     * @param maxTokens the most tokens of a piece together with its title, its headings and the reserved ones
     * @param overlap tokens that a slice repeats of the one before it
     * @param reserved tokens that the model adds: its special ones and its prompt
     */
    public Cutter(Tokenizer tokenizer, int maxTokens, int overlap, int reserved) {
        if (maxTokens - reserved < SMALLEST_BUDGET) {
            throw VizslaException.invalid(
                    "cutting.maxTokens", maxTokens, "at least " + (reserved + SMALLEST_BUDGET) + " for this model");
        }
        this.tokenizer = tokenizer;
        this.budget = maxTokens - reserved;
        this.overlap = overlap;
    }

    /**
     * Cuts a document.
     *
     * @param mostPieces the bound on how many there may be
     * @throws VizslaException {@code PARSE_LIMIT_EXCEEDED} if there would be more
     */
    public Cut cut(String title, List<Section> sections, int mostPieces) {
        ExtractedText extracted = ExtractedText.of(sections);
        Context context = new Context(tokenizer, title, budget);
        List<Piece> pieces = new SectionCutter(extracted, context, tokenizer, budget, overlap, mostPieces).pieces();
        return new Cut(context.title(), extracted.text(), pieces);
    }
}
