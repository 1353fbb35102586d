package io.vizsla.testkit;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.FilterReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a filter means, written down as plainly as possible: the oracle of every store's compiled filters. */
public final class ReferenceFilter {

    private final FieldSchema schema;

    /** Makes an evaluator for these fields. */
    public ReferenceFilter(FieldSchema schema) {
        this.schema = schema;
    }

    /** Returns whether a chunk of this metadata passes. */
    public boolean passes(Filter filter, Map<String, ? extends @Nullable Object> metadata) {
        return passesTyped(filter, schema.typed(metadata));
    }

    /**
     * Checks a filter against the fields.
     *
     * @throws VizslaException {@code UNKNOWN_FIELD} or {@code INVALID_FILTER}
     */
    public void check(Filter filter) {
        check(filter, 1);
    }

    private void check(Filter filter, int depth) {
        if (depth > FilterReader.DEEPEST) {
            throw bad("filter", "depth " + depth);
        }
        switch (filter) {
            case Filter.And and -> and.parts().forEach(part -> check(part, depth + 1));
            case Filter.Or or -> or.parts().forEach(part -> check(part, depth + 1));
            case Filter.Not not -> check(not.part(), depth + 1);
            case Filter.Compare compare -> check(compare);
        }
    }

    private void check(Filter.Compare compare) {
        FieldType type = schema.type(compare.field())
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_FIELD, "filter.field", compare.field(), "a declared field"));
        boolean fits =
                switch (compare.operator()) {
                    case EXISTS -> compare.value() instanceof Boolean;
                    case IN ->
                        compare.value() instanceof List<?> list
                                && !list.isEmpty()
                                && list.stream().allMatch(value -> fits(type, value));
                    case PREFIX, CONTAINS -> type == FieldType.KEYWORD && compare.value() instanceof String;
                    case GT, GTE, LT, LTE -> type.isOrdered() && fits(type, compare.value());
                    case EQ, NE -> fits(type, compare.value());
                };
        if (!fits) {
            throw bad("filter.value", compare.value());
        }
    }

    private static boolean fits(FieldType type, @Nullable Object value) {
        return switch (type) {
            case KEYWORD, TENANT -> value instanceof String;
            case INTEGER, DATE -> value instanceof Long;
            case NUMBER -> value instanceof Double;
            case BOOLEAN -> value instanceof Boolean;
        };
    }

    private static boolean passesTyped(Filter filter, Map<String, List<Object>> typed) {
        return switch (filter) {
            case Filter.And and -> and.parts().stream().allMatch(part -> passesTyped(part, typed));
            case Filter.Or or -> or.parts().stream().anyMatch(part -> passesTyped(part, typed));
            case Filter.Not not -> !passesTyped(not.part(), typed);
            case Filter.Compare compare -> passesTyped(compare, typed.getOrDefault(compare.field(), List.of()));
        };
    }

    private static boolean passesTyped(Filter.Compare compare, List<Object> values) {
        return switch (compare.operator()) {
            case EXISTS -> values.isEmpty() != Boolean.TRUE.equals(compare.value());
            case NE -> values.stream().noneMatch(value -> order(value, compare.value()) == 0);
            case IN ->
                values.stream().anyMatch(value -> ((List<?>) present(compare.value()))
                        .stream().anyMatch(wanted -> order(value, wanted) == 0));
            case EQ -> values.stream().anyMatch(value -> order(value, compare.value()) == 0);
            case GT -> values.stream().anyMatch(value -> order(value, compare.value()) > 0);
            case GTE -> values.stream().anyMatch(value -> order(value, compare.value()) >= 0);
            case LT -> values.stream().anyMatch(value -> order(value, compare.value()) < 0);
            case LTE -> values.stream().anyMatch(value -> order(value, compare.value()) <= 0);
            case PREFIX ->
                values.stream().anyMatch(value -> ((String) value).startsWith((String) present(compare.value())));
            case CONTAINS ->
                values.stream().anyMatch(value -> ((String) value).contains((String) present(compare.value())));
        };
    }

    private static int order(Object value, @Nullable Object other) {
        return switch (value) {
            case String text -> text.compareTo((String) present(other));
            case Long number -> Long.compare(number, (Long) present(other));
            case Double number -> Double.compare(number + 0.0, (Double) present(other) + 0.0);
            case Boolean bool -> Boolean.compare(bool, (Boolean) present(other));
            default -> throw new AssertionError("not a stored form: " + value);
        };
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw bad("filter.value", null);
        }
        return value;
    }

    private static VizslaException bad(String path, @Nullable Object value) {
        return VizslaException.field(ErrorCode.INVALID_FILTER, path, value, "of the field's type and form");
    }
}
