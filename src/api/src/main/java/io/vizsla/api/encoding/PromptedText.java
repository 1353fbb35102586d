package io.vizsla.api.encoding;

/**
 * The words that a model reads for one input, and what of the input is not among them.
 *
 * @param text all that is read, in the order in which it is read: the form's words, the instruction, the examples and the
 *     text, each as far as it was kept, and the end token if the encoder appends one. What the tokenizer puts around every
 *     text by itself, such as {@code [CLS]}, is left out, so that tokenizing these words gives the tokens that the model gets
 * @param textTokens how many tokens of the input's own text are read
 * @param ofTextTokens how many it has
 * @param demonstrations how many examples are read
 * @param ofDemonstrations how many there are for a model that reads any; 0 for others
 */
public record PromptedText(String text, int textTokens, int ofTextTokens, int demonstrations, int ofDemonstrations) {

    /** Returns a text that is read without examples, and not cut. */
    public static PromptedText whole(String text, int textTokens) {
        return new PromptedText(text, textTokens, textTokens, 0, 0);
    }

    /** Returns whether some of the text or of the examples is not read. */
    public boolean isCut() {
        return textTokens < ofTextTokens || demonstrations < ofDemonstrations;
    }
}
