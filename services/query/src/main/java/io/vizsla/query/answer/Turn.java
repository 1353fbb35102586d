package io.vizsla.query.answer;

/** What one side of a conversation said. */
public record Turn(Speaker speaker, String text) {

    /** Who speaks. */
    public enum Speaker {
        /** Who asks. */
        USER,
        /** Who answers. */
        ASSISTANT
    }
}
