package io.vizsla.api.encoding;

/** Which side of a comparison a text is on; models read the two sides with different prompts. */
public enum Role {
    QUERY,
    PASSAGE
}
