package io.vizsla.api.model;

/**
 * What a model wants to read around a text. Truncation cuts the text, never these.
 *
 * @param prefix stands before the text
 * @param suffix stands after it
 */
public record PromptTemplate(String prefix, String suffix) {

    /** The text alone. */
    public static final PromptTemplate NONE = new PromptTemplate("", "");

    /** Returns a template with nothing after the text. */
    public static PromptTemplate prefix(String prefix) {
        return new PromptTemplate(prefix, "");
    }
}
