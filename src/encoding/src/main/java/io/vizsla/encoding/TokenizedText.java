package io.vizsla.encoding;

/**
 * A text as a model reads it: prompt, text, special tokens.
 *
 * @param ids of all tokens; not copied
 * @param types segment of each token, 0 or 1; not copied
 * @param textFrom first token of the text itself, after special tokens and prompt
 * @param textTo after its last token
 * @param demonstrations how many examples there was room for
 * @param whole whether nothing of the text and its prompt was cut
 */
record TokenizedText(int[] ids, byte[] types, int textFrom, int textTo, int demonstrations, boolean whole) {

    /** Returns how many tokens the model reads. */
    int length() {
        return ids.length;
    }
}
