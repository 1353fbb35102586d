package io.vizsla.ingestion.cut;

import io.vizsla.api.encoding.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** Cuts a stretch of text that is too long for one chunk into slices that repeat the end of the slice before them. */
final class Slicer {

    /** A slice of the text, without white space at its ends. */
    record Slice(int start, int end) {}

    private final String text;
    private final TokenStarts tokens;
    private final Tokenizer tokenizer;
    private final Boundaries boundaries;

    Slicer(String text, TokenStarts tokens, Tokenizer tokenizer) {
        this.text = text;
        this.tokens = tokens;
        this.tokenizer = tokenizer;
        this.boundaries = new Boundaries(text);
    }

    /**
     * Returns the slices in order; none if the stretch is blank.
     *
     * @param budget the most tokens of a slice, at least 8
     * @param overlap tokens to repeat; taken as half of the budget if it is more
     */
    List<Slice> slices(int start, int end, int budget, int overlap) {
        List<Slice> slices = new ArrayList<>();
        int repeat = Math.min(overlap, budget / 2);
        int from = skipBlank(start, end);
        while (from < end) {
            int cut = cut(from, end, budget, repeat);
            add(slices, from, cut);
            from = cut >= end ? end : next(from, cut, end, repeat);
        }
        return slices;
    }

    /** Returns the stretch without white space at its ends; empty where there is nothing else. */
    Slice trimmed(int start, int end) {
        int from = skipBlank(start, end);
        int to = end;
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return new Slice(from, to);
    }

    private int cut(int from, int end, int budget, int repeat) {
        int left = tokens.count(from, end);
        if (left <= budget && fits(from, end, budget)) {
            return end;
        }
        // A short rest would make a tiny last slice: share the tokens between the last two.
        int most = left < budget + budget / 4 ? Math.max(1, left * 5 / 8) : budget;
        int cut = cut(from, end, most, most / 2, repeat + budget / 8);
        while (most > 1 && !fits(from, cut, budget)) {
            most -= Math.max(1, most / 8);
            cut = cut(from, end, most, most / 2, 0);
        }
        return cut;
    }

    private int cut(int from, int end, int most, int half, int progress) {
        int first = tokens.index(from);
        int high = place(first + most, end);
        int low = Math.min(place(first + Math.min(most, Math.max(half, progress)), end), high - 1);
        int cut = boundaries.last(Math.max(low, from), Math.max(high, from + 1));
        return cut > from ? cut : Math.min(end, from + Character.charCount(text.codePointAt(from)));
    }

    private int place(int token, int end) {
        return token < tokens.index(end) ? tokens.start(token) : end;
    }

    private int next(int from, int cut, int end, int repeat) {
        int back = Math.max(tokens.index(from) + 1, tokens.index(cut) - repeat);
        int low = place(back, end);
        int start = repeat == 0 || low >= cut ? cut : boundaries.first(low, cut);
        return skipBlank(start > from ? start : cut, end);
    }

    private boolean fits(int from, int to, int budget) {
        // A slice tokenized alone may have a few more tokens than in its company, and never many more.
        return to - from <= 1 || tokenizer.spans(text.substring(from, to)).size() <= budget;
    }

    private void add(List<Slice> slices, int from, int cut) {
        Slice slice = trimmed(from, cut);
        if (slice.end() > slice.start()) {
            slices.add(slice);
        }
    }

    private int skipBlank(int start, int end) {
        int from = start;
        while (from < end && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        return from;
    }
}
