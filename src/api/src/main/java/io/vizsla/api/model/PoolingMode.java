package io.vizsla.api.model;

import java.util.Locale;
import java.util.Optional;

/** How the states of a text's tokens become one vector. */
public enum PoolingMode {
    /** The state of the first token. */
    CLS,
    /** The mean of all tokens' states, special tokens included. */
    MEAN,
    /** The state of the last token. */
    LAST_TOKEN,
    /** None of ours: the graph gives one vector a text. */
    GRAPH;

    /** Returns the form that stands in a manifest, such as {@code last-token}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the mode of this manifest form, empty if there is none. */
    public static Optional<PoolingMode> of(String id) {
        for (PoolingMode mode : values()) {
            if (mode.id().equals(id)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
