package io.vizsla.api.query;

import java.util.Locale;
import java.util.Optional;

/** Which searches bring candidates. */
public enum Mode {
    HYBRID,
    DENSE,
    LEXICAL;

    /** Returns the form that stands in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the mode of this JSON form, empty if there is none. */
    public static Optional<Mode> of(String id) {
        for (Mode mode : values()) {
            if (mode.id().equals(id)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
