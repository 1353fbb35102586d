package io.vizsla.api.filter;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.document.FieldValues;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON form of a filter into a checked {@link Filter}: every field declared, every value of its field's type,
 * depth and size bounded. What passes here can be compiled for a store without further checks.
 */
public final class FilterReader {

    /** The deepest nesting of {@code and}, {@code or} and {@code not}. */
    public static final int DEEPEST = 16;

    /** The most comparisons, the values of {@code in} counted singly. */
    public static final int LARGEST = 1024;

    /** The most comparisons by {@code contains}, each of which looks at all keywords of its field. */
    public static final int MOST_PARTS = 16;

    private static final Set<String> COMPARE_KEYS = Set.of("field", "op", "value");

    private final FieldSchema schema;
    private int size;
    private int parts;

    private FilterReader(FieldSchema schema) {
        this.schema = schema;
    }

    /**
     * Reads a filter.
     *
     * @param json the parsed JSON: maps, lists, strings, numbers, booleans and nulls
     * @throws VizslaException {@code INVALID_FILTER} or {@code UNKNOWN_FIELD}, naming the place in the tree
     */
    public static Filter read(FieldSchema schema, @Nullable Object json) {
        return new FilterReader(schema).node("filter", json, 1);
    }

    private Filter node(String path, @Nullable Object json, int depth) {
        if (depth > DEEPEST) {
            throw bad("filter", "depth " + depth + " or more", "nested at most " + DEEPEST + " deep");
        }
        if (!(json instanceof Map<?, ?> map)) {
            throw bad(path, json, "an object with one of and, or, not, or with field, op and value");
        }
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            switch (String.valueOf(only.getKey())) {
                case "and":
                    return new Filter.And(parts(path + ".and", only.getValue(), depth));
                case "or":
                    return new Filter.Or(parts(path + ".or", only.getValue(), depth));
                case "not":
                    return new Filter.Not(node(path + ".not", only.getValue(), depth + 1));
                default:
                    break;
            }
        }
        return compare(path, map);
    }

    private List<Filter> parts(String path, @Nullable Object json, int depth) {
        if (!(json instanceof List<?> list) || list.isEmpty()) {
            throw bad(path, json, "a list of at least one filter");
        }
        List<Filter> parts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            parts.add(node(path + "[" + i + "]", list.get(i), depth + 1));
        }
        return parts;
    }

    private Filter compare(String path, Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!COMPARE_KEYS.contains(String.valueOf(key))) {
                throw bad(path, key, "an object with one of and, or, not, or with field, op and value");
            }
        }
        if (!(map.get("field") instanceof String field)) {
            throw bad(path + ".field", map.get("field"), "the name of a declared field");
        }
        FieldType type = schema.type(field)
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_FIELD,
                        path + ".field",
                        field,
                        "one of the collection's fields " + schema.fields().keySet()));
        Operator operator = operator(path, map.get("op"));
        return new Filter.Compare(field, operator, value(path + ".value", type, operator, map.get("value")));
    }

    private static Operator operator(String path, @Nullable Object op) {
        if (op instanceof String id) {
            return Operator.of(id).orElseThrow(() -> badOperator(path, id));
        }
        throw badOperator(path, op);
    }

    private static VizslaException badOperator(String path, @Nullable Object op) {
        return bad(path + ".op", op, "one of eq, ne, gt, gte, lt, lte, in, exists, prefix, contains");
    }

    private Object value(String path, FieldType type, Operator operator, @Nullable Object value) {
        count(1);
        switch (operator) {
            case EXISTS:
                if (value == null || value instanceof Boolean) {
                    return value == null || (Boolean) value;
                }
                throw bad(path, value, "true or false");
            case IN:
                return list(path, type, value);
            case PREFIX, CONTAINS:
                if (type != FieldType.KEYWORD) {
                    throw bad(
                            path,
                            value,
                            "asked of a keyword field: " + operator.id() + " has no meaning on " + type.id());
                }
                if (operator == Operator.CONTAINS && ++parts > MOST_PARTS) {
                    throw bad("filter", "more than " + MOST_PARTS + " times contains", "at most " + MOST_PARTS);
                }
                return FieldValues.stored(ErrorCode.INVALID_FILTER, path, type, value);
            case GT, GTE, LT, LTE:
                if (!type.isOrdered()) {
                    throw bad(path, value, "compared by eq, ne, in or exists: a " + type.id() + " has no order");
                }
                return FieldValues.stored(ErrorCode.INVALID_FILTER, path, type, value);
            default:
                return FieldValues.stored(ErrorCode.INVALID_FILTER, path, type, value);
        }
    }

    private List<Object> list(String path, FieldType type, @Nullable Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw bad(path, value, "a list of at least one value");
        }
        count(list.size() - 1);
        List<Object> values = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            values.add(FieldValues.stored(ErrorCode.INVALID_FILTER, path + "[" + i + "]", type, list.get(i)));
        }
        return List.copyOf(values);
    }

    private void count(int more) {
        size += more;
        if (size > LARGEST) {
            throw bad("filter", "more than " + LARGEST + " values", "at most " + LARGEST + " values");
        }
    }

    private static VizslaException bad(String path, @Nullable Object value, String bound) {
        return VizslaException.field(ErrorCode.INVALID_FILTER, path, value, bound);
    }
}
