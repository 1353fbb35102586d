package io.vizsla.index.common;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.FilterReader;
import io.vizsla.api.filter.Operator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a {@link Filter} against the declared fields and turns it into a store's own condition.
 *
 * @param <Q> a condition in the store's form
 */
public final class FilterCompiler<Q> {

    private static final Set<Operator> ORDERS = Set.of(Operator.GT, Operator.GTE, Operator.LT, Operator.LTE);

    private final FieldSchema schema;
    private final FilterTarget<Q> target;
    private int size;

    private FilterCompiler(FieldSchema schema, FilterTarget<Q> target) {
        this.schema = schema;
        this.target = target;
    }

    /**
     * Compiles a filter.
     *
     * @throws VizslaException {@code UNKNOWN_FIELD} if a field is not declared; {@code INVALID_FILTER} if a value is not of
     *     its field's type, an operator does not suit it, or the tree is deeper or larger than {@link FilterReader} allows
     */
    public static <Q> Q compile(FieldSchema schema, Filter filter, FilterTarget<Q> target) {
        return new FilterCompiler<>(schema, target).node("filter", filter, 1);
    }

    private Q node(String path, Filter filter, int depth) {
        if (depth > FilterReader.DEEPEST) {
            throw bad("filter", "depth " + depth + " or more", "nested at most " + FilterReader.DEEPEST + " deep");
        }
        return switch (filter) {
            case Filter.And and -> target.all(parts(path + ".and", and.parts(), depth));
            case Filter.Or or -> target.any(parts(path + ".or", or.parts(), depth));
            case Filter.Not not -> target.not(node(path + ".not", not.part(), depth + 1));
            case Filter.Compare compare -> compare(path, compare);
        };
    }

    private List<Q> parts(String path, List<Filter> parts, int depth) {
        if (parts.isEmpty()) {
            throw bad(path, parts, "a list of at least one filter");
        }
        List<Q> compiled = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            compiled.add(node(path + "[" + i + "]", parts.get(i), depth + 1));
        }
        return compiled;
    }

    private Q compare(String path, Filter.Compare compare) {
        FieldType type = schema.type(compare.field())
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_FIELD,
                        path + ".field",
                        compare.field(),
                        "one of the collection's fields " + schema.fields().keySet()));
        count(compare.value() instanceof Collection<?> values ? values.size() : 1);
        return query(path + ".value", compare.field(), type, compare.operator(), compare.value());
    }

    private Q query(String path, String field, FieldType type, Operator operator, @Nullable Object value) {
        if (ORDERS.contains(operator) && !type.isOrdered()) {
            throw bad(path, value, "compared by eq, ne, in or exists: a " + type.id() + " has no order");
        }
        return switch (operator) {
            case EQ -> target.in(field, type, List.of(typed(path, type, value)));
            case NE -> target.not(target.in(field, type, List.of(typed(path, type, value))));
            case IN -> target.in(field, type, list(path, type, value));
            case GT -> target.range(field, type, typed(path, type, value), null, false, true);
            case GTE -> target.range(field, type, typed(path, type, value), null, true, true);
            case LT -> target.range(field, type, null, typed(path, type, value), true, false);
            case LTE -> target.range(field, type, null, typed(path, type, value), true, true);
            case EXISTS -> exists(path, field, value);
            case PREFIX -> target.prefix(field, part(path, type, operator, value));
            case CONTAINS -> target.contains(field, part(path, type, operator, value));
        };
    }

    private Q exists(String path, String field, @Nullable Object value) {
        if (!(value instanceof Boolean present)) {
            throw bad(path, value, "true or false");
        }
        return present ? target.exists(field) : target.not(target.exists(field));
    }

    private static String part(String path, FieldType type, Operator operator, @Nullable Object value) {
        if (type != FieldType.KEYWORD) {
            throw bad(path, value, "asked of a keyword field: " + operator.id() + " has no meaning on " + type.id());
        }
        return (String) typed(path, type, value);
    }

    private static List<Object> list(String path, FieldType type, @Nullable Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw bad(path, value, "a list of at least one value");
        }
        return list.stream().map(element -> typed(path, type, element)).toList();
    }

    private static Object typed(String path, FieldType type, @Nullable Object value) {
        boolean fits =
                switch (type) {
                    case KEYWORD, TENANT -> value instanceof String;
                    case INTEGER, DATE -> value instanceof Long;
                    case NUMBER -> value instanceof Double real && Double.isFinite(real);
                    case BOOLEAN -> value instanceof Boolean;
                };
        if (!fits || value == null) {
            throw bad(path, value, "in the stored form of " + type.id());
        }
        return value;
    }

    private void count(int more) {
        size += more;
        if (size > FilterReader.LARGEST) {
            throw bad(
                    "filter",
                    "more than " + FilterReader.LARGEST + " values",
                    "at most " + FilterReader.LARGEST + " values");
        }
    }

    private static VizslaException bad(String path, @Nullable Object value, String bound) {
        return VizslaException.field(ErrorCode.INVALID_FILTER, path, value, bound);
    }
}
