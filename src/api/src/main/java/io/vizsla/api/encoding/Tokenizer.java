package io.vizsla.api.encoding;

import java.util.List;

/** Splits text as a model does. Safe for any number of threads. */
public interface Tokenizer {

    /** Returns where each token of the text lies, in order, without special tokens and without truncation. */
    List<TokenSpan> spans(String text);

    /**
     * The place of a token.
     *
     * @param start index of its first UTF-16 unit
     * @param end index after its last one
     */
    record TokenSpan(int start, int end) {}
}
