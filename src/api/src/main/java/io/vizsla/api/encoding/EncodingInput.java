package io.vizsla.api.encoding;

import java.util.List;

/**
 * One text to encode and what surrounds it.
 *
 * @param demonstrations used by models that read examples; empty for none
 */
public record EncodingInput(String text, Role role, Instruction instruction, List<Demonstration> demonstrations) {

    public EncodingInput {
        demonstrations = List.copyOf(demonstrations);
    }

    /** Returns a query without instruction or demonstrations. */
    public static EncodingInput query(String text) {
        return new EncodingInput(text, Role.QUERY, Instruction.NONE, List.of());
    }

    /** Returns a passage. */
    public static EncodingInput passage(String text) {
        return new EncodingInput(text, Role.PASSAGE, Instruction.NONE, List.of());
    }
}
