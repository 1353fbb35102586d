package io.vizsla.api.model;

import java.util.Locale;
import java.util.Optional;

/** Where a batch's shorter texts are filled up. */
public enum PaddingSide {
    LEFT,
    RIGHT;

    /** Returns the form that stands in a manifest. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the side of this manifest form, empty if there is none. */
    public static Optional<PaddingSide> of(String id) {
        for (PaddingSide side : values()) {
            if (side.id().equals(id)) {
                return Optional.of(side);
            }
        }
        return Optional.empty();
    }
}
