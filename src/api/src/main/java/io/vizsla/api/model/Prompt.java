package io.vizsla.api.model;

import java.util.List;

/**
 * What a model reads for one text, in the order in which it reads it. Where it is too long, examples go first, the last
 * one before the others, then the end of the text; what belongs to the form stays.
 *
 * @param head before the examples: the form's words and the instruction
 * @param demonstrations each with its separator, the most important first
 * @param before the form's words between the examples and the text
 * @param text the query or passage itself
 * @param after the form's words behind it
 */
public record Prompt(String head, List<String> demonstrations, String before, String text, String after) {

    public Prompt {
        demonstrations = List.copyOf(demonstrations);
    }

    /** Returns the whole of it. */
    public String whole() {
        return head + String.join("", demonstrations) + before + text + after;
    }

    /** Returns a copy with another text in the same place. */
    public Prompt withText(String other) {
        return new Prompt(head, demonstrations, before, other, after);
    }

    /** Returns a copy with the first so many examples. */
    public Prompt withDemonstrations(int count) {
        return new Prompt(head, demonstrations.subList(0, count), before, text, after);
    }
}
