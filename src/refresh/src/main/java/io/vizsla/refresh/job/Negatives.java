package io.vizsla.refresh.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.Locale;

/** Which passages a query is pushed away from. */
public enum Negatives {
    /** All that nobody judged relevant. */
    ALL,
    /**
     * Those among them that mining does not suspect of being relevant: neither a near copy of a relevant passage, nor one that
     * the teacher finds about as good.
     */
    SCREENED;

    /** Returns the form that stands in JSON and on the command line. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Negatives of(String id) {
        return of("negatives", id);
    }

    /**
     * Reads that form.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the field
     */
    public static Negatives of(String field, String id) {
        return Arrays.stream(values())
                .filter(negatives -> negatives.id().equals(id))
                .findFirst()
                .orElseThrow(() -> VizslaException.invalid(
                        field,
                        id,
                        "one of " + Arrays.stream(values()).map(Negatives::id).toList()));
    }
}
