package io.vizsla.ingestion.cut;

import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.ingestion.cut.ExtractedText.Place;
import io.vizsla.ingestion.cut.Slicer.Slice;
import io.vizsla.ingestion.text.Blank;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts one document along its headings: a range of sections that fits is one piece; one that does not is taken apart one
 * heading level deeper, where neighbors that fit together stay together.
 */
final class SectionCutter {

    private final ExtractedText extracted;
    private final Context context;
    private final TokenStarts tokens;
    private final Slicer slicer;
    private final int budget;
    private final int overlap;
    private final int mostPieces;
    private final List<Piece> pieces = new ArrayList<>();

    SectionCutter(
            ExtractedText extracted, Context context, Tokenizer tokenizer, int budget, int overlap, int mostPieces) {
        this.extracted = extracted;
        this.context = context;
        this.tokens = TokenStarts.of(tokenizer, extracted.text());
        this.slicer = new Slicer(extracted.text(), tokens, tokenizer);
        this.budget = budget;
        this.overlap = overlap;
        this.mostPieces = mostPieces;
    }

    List<Piece> pieces() {
        if (!extracted.places().isEmpty()) {
            cut(0, extracted.places().size(), 0);
        }
        return pieces;
    }

    /** Cuts a range of sections that share their first {@code depth} headings. */
    private void cut(int from, int to, int depth) {
        if (fits(from, to)) {
            whole(from, to);
        } else if (to - from == 1) {
            slice(from);
        } else {
            cutApart(from, to, depth);
        }
    }

    private void cutApart(int from, int to, int depth) {
        int held = from;
        int run = from;
        while (run < to) {
            int next = runEnd(run, to, depth);
            if (!fits(held, next)) {
                whole(held, run);
                held = run;
                if (!fits(run, next)) {
                    cut(run, next, depth + 1);
                    held = next;
                }
            }
            run = next;
        }
        whole(held, to);
    }

    /** Returns the end of the sections under the same heading at this depth. */
    private int runEnd(int from, int to, int depth) {
        List<String> path = place(from).headings();
        int end = from + 1;
        if (path.size() <= depth) {
            return end;
        }
        while (end < to
                && place(end).headings().size() > depth
                && place(end).headings().get(depth).equals(path.get(depth))) {
            end++;
        }
        return end;
    }

    private boolean fits(int from, int to) {
        if (to <= from) {
            return true;
        }
        if (tokens.count(place(from).start(), place(to - 1).end()) > budget) {
            return false;
        }
        int depth = depth(from, to);
        List<String> path = place(from).headings().subList(0, depth);
        int start = place(from).startBelow(depth);
        return context.above(path).tokens() + tokens.count(start, place(to - 1).end()) <= budget;
    }

    private void whole(int from, int to) {
        if (to <= from) {
            return;
        }
        int depth = depth(from, to);
        Slice slice =
                slicer.trimmed(place(from).startBelow(depth), place(to - 1).end());
        add(context.above(place(from).headings().subList(0, depth)).headings(), slice);
    }

    private void slice(int section) {
        Place place = place(section);
        int depth = depth(section, section + 1);
        Context.Above above = context.above(place.headings().subList(0, depth));
        for (Slice slice : slicer.slices(place.startBelow(depth), place.end(), budget - above.tokens(), overlap)) {
            add(above.headings(), slice);
        }
    }

    /** Returns how many headings all sections of the range share; one less for a lone heading without text. */
    private int depth(int from, int to) {
        List<String> path = place(from).headings();
        int depth = path.size();
        for (int i = from + 1; i < to; i++) {
            depth = Math.min(depth, ExtractedText.shared(path, place(i).headings()));
        }
        boolean bare = place(from).start() == place(to - 1).end();
        return bare && depth > 0 ? depth - 1 : depth;
    }

    private void add(List<String> headings, Slice slice) {
        if (!Blank.isBlank(extracted.text(), slice.start(), slice.end())) {
            if (pieces.size() == mostPieces) {
                throw VizslaException.field(
                        ErrorCode.PARSE_LIMIT_EXCEEDED, "chunks", "more than " + mostPieces, "at most " + mostPieces);
            }
            pieces.add(new Piece(
                    headings, extracted.text().substring(slice.start(), slice.end()), slice.start(), slice.end()));
        }
    }

    private Place place(int section) {
        return extracted.places().get(section);
    }
}
