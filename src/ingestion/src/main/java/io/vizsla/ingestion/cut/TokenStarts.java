package io.vizsla.ingestion.cut;

import io.vizsla.api.encoding.Tokenizer;
import java.util.Arrays;

/**
 * Where the tokens of a text start; counts the tokens of any slice in logarithmic time.
 *
 * <p>The text is tokenized in windows, so time and memory are linear in it. A token or gap of more than {@value
 * #LONGEST} characters counts as several: some models read a word of any length as one unknown token, and a chunk must
 * not grow with it.
 */
final class TokenStarts {

    /** The most characters from one start to the next. */
    static final int LONGEST = 64;

    private static final int WINDOW = 1 << 15;

    private int[] starts = new int[1024];
    private int size;

    private TokenStarts() {}

    static TokenStarts of(Tokenizer tokenizer, String text) {
        TokenStarts tokens = new TokenStarts();
        int from = 0;
        while (from < text.length()) {
            int to = windowEnd(text, from);
            for (Tokenizer.TokenSpan span : tokenizer.spans(text.substring(from, to))) {
                tokens.add(text, from + span.start());
            }
            from = to;
        }
        tokens.fill(text, text.length());
        return tokens;
    }

    /** Returns how many tokens start in the slice. */
    int count(int from, int to) {
        return index(to) - index(from);
    }

    /** Returns the number of the first token that starts at this character or after it. */
    int index(int character) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] < character) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns where a token starts. */
    int start(int index) {
        return starts[index];
    }

    private void add(String text, int start) {
        fill(text, start);
        if (size == 0 || start >= starts[size - 1]) {
            push(start);
        }
    }

    /** Adds starts so that none is further than the longest from its neighbor. */
    private void fill(String text, int end) {
        int last = size == 0 ? 0 : starts[size - 1];
        while (end - last > LONGEST) {
            last = Boundaries.whole(text, last + LONGEST);
            push(last);
        }
    }

    private void push(int start) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
        }
        starts[size++] = start;
    }

    private static int windowEnd(String text, int from) {
        int end = from + WINDOW;
        if (end >= text.length()) {
            return text.length();
        }
        for (int i = end; i > end - WINDOW / 4; i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return Boundaries.whole(text, end);
    }
}
