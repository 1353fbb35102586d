package io.vizsla.api.filter;

import java.util.Locale;
import java.util.Optional;

/** How a field is compared. */
public enum Operator {
    EQ,
    NE,
    GT,
    GTE,
    LT,
    LTE,
    /** Equal to one of a list. */
    IN,
    /** Present (true) or absent (false). */
    EXISTS,
    /** Keyword fields only. */
    PREFIX,
    /** A part of it, with the same letters in the same case; keyword fields only. */
    CONTAINS;

    /** Returns the form that stands in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the operator of this JSON form, empty if there is none. */
    public static Optional<Operator> of(String id) {
        for (Operator operator : values()) {
            if (operator.id().equals(id)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
