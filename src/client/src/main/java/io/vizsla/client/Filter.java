package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A condition on the declared metadata fields of a collection, as a tree. The instance checks field names, types, depth and
 * size.
 *
 * @param json the form that is sent
 */
public record Filter(@JsonValue Map<String, Object> json) {

    /** How a field is compared. */
    public enum Operator {
        EQ,
        NE,
        GT,
        GTE,
        LT,
        LTE,
        PREFIX,
        CONTAINS
    }

    /** Returns what passes where a value of the field compares so. */
    public static Filter compare(String field, Operator operator, Object value) {
        return new Filter(Map.of("field", field, "op", operator.name().toLowerCase(Locale.ROOT), "value", value));
    }

    /** Returns what passes where a value of the field is this one. */
    public static Filter eq(String field, Object value) {
        return compare(field, Operator.EQ, value);
    }

    /** Returns what passes where a value of the field is one of these, at least one. */
    public static Filter in(String field, List<?> values) {
        return new Filter(Map.of("field", field, "op", "in", "value", List.copyOf(values)));
    }

    /** Returns what passes where the field has a value, or where it has none. */
    public static Filter exists(String field, boolean present) {
        return new Filter(Map.of("field", field, "op", "exists", "value", present));
    }

    /** Returns what passes where all of these do. */
    public static Filter and(Filter... parts) {
        return new Filter(Map.of("and", List.of(parts)));
    }

    /** Returns what passes where any of these does. */
    public static Filter or(Filter... parts) {
        return new Filter(Map.of("or", List.of(parts)));
    }

    /** Returns what passes where this one does not, also where the field is absent. */
    public static Filter not(Filter part) {
        return new Filter(Map.of("not", part));
    }
}
