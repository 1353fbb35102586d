package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;

/** By what passages are found. */
public enum Mode {
    /** By meaning and by words. */
    @JsonProperty("hybrid")
    HYBRID,
    /** By meaning alone. */
    @JsonProperty("dense")
    DENSE,
    /** By words alone. */
    @JsonProperty("lexical")
    LEXICAL
}
