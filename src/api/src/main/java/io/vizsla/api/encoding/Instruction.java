package io.vizsla.api.encoding;

/**
 * The sentence that tells a model what the query is for.
 *
 * @param text empty for none; the model's manifest then decides whether a default applies
 */
public record Instruction(String text) {

    /** No instruction of the caller's own. */
    public static final Instruction NONE = new Instruction("");
}
