package io.vizsla.encoding;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Precision;
import java.util.Locale;
import java.util.Optional;

/** Which graph of a model reads the texts of one role. */
public enum PrecisionChoice {
    /**
     * Decided at opening: 8 bits where that is faster on this processor and computes the same there, else the finest that
     * runs there.
     */
    AUTO,
    FP32,
    FP16,
    BF16,
    INT8;

    /** Returns the choice that a setting names: {@code auto}, {@code fp32}, {@code fp16}, {@code bf16} or {@code int8}. */
    public static PrecisionChoice of(String field, String id) {
        for (PrecisionChoice choice : values()) {
            if (choice.name().equalsIgnoreCase(id)) {
                return choice;
            }
        }
        throw VizslaException.invalid(field, id, "one of auto, fp32, fp16, bf16, int8");
    }

    /** Returns the precision that was asked for, empty for {@link #AUTO}. */
    public Optional<Precision> precision() {
        return Precision.of(name().toLowerCase(Locale.ROOT));
    }
}
