package io.vizsla.api.model;

import java.util.Locale;
import java.util.Optional;

/** What a model's graph reads and gives. */
public enum Architecture {
    /** Bidirectional: a token sees every other; gives one state a token. */
    ENCODER,
    /** Causal: a token sees those before it; gives one state a token. */
    DECODER,
    /** Reads a query and a passage together; gives one logit a pair. */
    CROSS_ENCODER;

    /** Returns the form that stands in a manifest, such as {@code cross-encoder}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the architecture of this manifest form, empty if there is none. */
    public static Optional<Architecture> of(String id) {
        for (Architecture architecture : values()) {
            if (architecture.id().equals(id)) {
                return Optional.of(architecture);
            }
        }
        return Optional.empty();
    }
}
