package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What one side of a conversation said.
 *
 * @param content 1 to 8,192 characters, and 1 to 40,000 of the assistant
 */
public record Message(
        @JsonProperty("role") Role role,
        @JsonProperty("content") String content) {

    /** Who speaks. */
    public enum Role {
        /** Who asks. */
        @JsonProperty("user")
        USER,
        /** Who answers. */
        @JsonProperty("assistant")
        ASSISTANT
    }

    /** Returns what the user said. */
    public static Message user(String content) {
        return new Message(Role.USER, content);
    }

    /** Returns what was answered. */
    public static Message assistant(String content) {
        return new Message(Role.ASSISTANT, content);
    }
}
