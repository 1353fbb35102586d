package io.vizsla.encoding;

import io.vizsla.api.model.PaddingSide;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Texts that go through a model together, filled up to the longest.
 *
 * @param texts in the order of the rows
 * @param width tokens of the longest text
 */
record TokenBatch(List<TokenizedText> texts, int width, PaddingSide padding) {

    static TokenBatch of(List<TokenizedText> texts, PaddingSide padding) {
        int width = 1;
        for (TokenizedText text : texts) {
            width = Math.max(width, text.length());
        }
        return new TokenBatch(texts, width, padding);
    }

    int size() {
        return texts.size();
    }

    /** Returns how many tokens the model computes. */
    int paddedTokens() {
        return texts.size() * width;
    }

    /** Returns the column of a row's first token. */
    int offset(int row) {
        return padding == PaddingSide.LEFT ? width - texts.get(row).length() : 0;
    }

    /** Returns {@code long[size * width]}, row-major, padded by 0. */
    long[] ids() {
        long[] ids = new long[paddedTokens()];
        for (int row = 0; row < size(); row++) {
            int[] source = texts.get(row).ids();
            int at = row * width + offset(row);
            for (int i = 0; i < source.length; i++) {
                ids[at + i] = source[i];
            }
        }
        return ids;
    }

    /** Returns 1 for tokens and 0 for padding. */
    long[] mask() {
        long[] mask = new long[paddedTokens()];
        for (int row = 0; row < size(); row++) {
            int at = row * width + offset(row);
            Arrays.fill(mask, at, at + texts.get(row).length(), 1);
        }
        return mask;
    }

    /** Returns each token's segment. */
    long[] types() {
        long[] types = new long[paddedTokens()];
        for (int row = 0; row < size(); row++) {
            byte[] source = texts.get(row).types();
            int at = row * width + offset(row);
            for (int i = 0; i < source.length; i++) {
                types[at + i] = source[i];
            }
        }
        return types;
    }

    /** Returns {@code long[width]}, the number of each column. */
    long[] columns() {
        return LongStream.range(0, width).toArray();
    }

    /** Returns each token's place in its text, counted from 0; padding stands at 0. */
    long[] positions() {
        long[] positions = new long[paddedTokens()];
        for (int row = 0; row < size(); row++) {
            int at = row * width + offset(row);
            for (int i = 0; i < texts.get(row).length(); i++) {
                positions[at + i] = i;
            }
        }
        return positions;
    }
}
