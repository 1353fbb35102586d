package io.vizsla.api.model;

import java.util.Locale;
import java.util.Optional;

/**
 * The number format of a graph's weights, the finest first. Graphs of one model in any precision write into the same
 * space.
 */
public enum Precision {
    FP32,
    /** Half precision: 5 bits of exponent. */
    FP16,
    /** The upper half of fp32: 8 bits of exponent. */
    BF16,
    INT8;

    /** Returns the form that stands in a manifest and in settings. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the precision of this form, empty if there is none. */
    public static Optional<Precision> of(String id) {
        for (Precision precision : values()) {
            if (precision.id().equals(id)) {
                return Optional.of(precision);
            }
        }
        return Optional.empty();
    }
}
