package io.vizsla.testkit;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random metadata, and random filters as callers send them: JSON, most of it valid, with keys and values that mean harm. */
final class HostileFilters {

    /** What can be filtered on; the names look like each other, like columns and like syntax. */
    static final FieldSchema FIELDS = FieldSchema.of(Map.of(
            "a_b", FieldType.KEYWORD,
            "axb", FieldType.KEYWORD,
            "id", FieldType.KEYWORD,
            "not", FieldType.INTEGER,
            "low_0", FieldType.NUMBER,
            "x.y-z", FieldType.DATE,
            "true", FieldType.BOOLEAN,
            "tenant", FieldType.TENANT));

    private static final List<String> NAMES = List.copyOf(FIELDS.fields().keySet());
    private static final List<String> WORDS = List.of(
            "",
            " ",
            "a",
            "ab",
            "abc",
            "A",
            "aa",
            "a b",
            "%",
            "_",
            "a%",
            "a_",
            "\\",
            "\"",
            "'",
            "\"] or id > [\"",
            "\") or true or (\"",
            "a\"",
            "a\\\"",
            "{x}",
            "${x}",
            "~",
            "=",
            "a=b",
            "!0041",
            "\u0000",
            "\n",
            "\uD800",
            "\uDC00",
            "\uD83D\uDE00",
            "\uFFFF",
            "\u4e2d",
            "\u00e9",
            "z",
            "{",
            "zz",
            "null",
            "true",
            "0",
            "00",
            "x".repeat(500));
    private static final List<String> TENANTS = List.of("a", "A", "a.b", "0_-");
    private static final List<String> BAD_NAMES =
            List.of("", "id == \"\"", "a_b\"", "field_values", "version", "content", "low_1", "$meta", "a b", "\u0000");
    private static final List<String> OPERATORS =
            List.of("eq", "ne", "gt", "gte", "lt", "lte", "in", "exists", "prefix", "contains");

    private final SplittableRandom random;

    HostileFilters(SplittableRandom random) {
        this.random = random;
    }

    /** Returns metadata of a chunk. */
    Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String name : NAMES) {
            switch (type(name) == FieldType.TENANT ? 1 : random.nextInt(4)) {
                case 0 -> {}
                case 1, 2 -> metadata.put(name, value(type(name)));
                default -> metadata.put(name, List.of(value(type(name)), value(type(name)), value(type(name))));
            }
        }
        return metadata;
    }

    /** Returns a filter as JSON, one in eight not valid. */
    Object filter(int depth) {
        return switch (depth <= 1 ? 4 : random.nextInt(6)) {
            case 0 -> Map.of("and", filters(depth - 1));
            case 1 -> Map.of("or", filters(depth - 1));
            case 2 -> Map.of("not", filter(depth - 1));
            default -> compare();
        };
    }

    private List<Object> filters(int depth) {
        List<Object> filters = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            filters.add(filter(depth));
        }
        return filters;
    }

    private Object compare() {
        boolean bad = random.nextInt(24) == 0;
        String name = bad && random.nextBoolean() ? any(BAD_NAMES) : any(NAMES);
        FieldType type = FIELDS.type(name).orElse(FieldType.KEYWORD);
        String operator = any(OPERATORS);
        if (!type.isOrdered() && !bad) {
            operator = random.nextBoolean() ? "eq" : "ne";
        }
        if (List.of("prefix", "contains").contains(operator) && type != FieldType.KEYWORD && !bad) {
            operator = "eq";
        }
        Object value =
                switch (operator) {
                    case "exists" -> random.nextBoolean();
                    case "in" -> List.of(value(type), value(type));
                    default -> bad && random.nextBoolean() ? any(WORDS) : value(type);
                };
        return Map.of("field", name, "op", operator, "value", value);
    }

    private Object value(FieldType type) {
        return switch (type) {
            case KEYWORD -> random.nextInt(8) == 0 ? keyword() + keyword() : keyword();
            case INTEGER -> integer();
            case NUMBER -> number();
            case BOOLEAN -> random.nextBoolean();
            case DATE -> "2024-02-" + (10 + random.nextInt(5));
            case TENANT -> any(TENANTS);
        };
    }

    private String keyword() {
        return any(WORDS);
    }

    private long integer() {
        return switch (random.nextInt(8)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MIN_VALUE;
            default -> random.nextInt(-3, 4);
        };
    }

    private double number() {
        return switch (random.nextInt(8)) {
            case 0 -> -0.0;
            case 1 -> Double.MAX_VALUE;
            case 2 -> Double.MIN_VALUE;
            case 3 -> -Double.MAX_VALUE;
            default -> random.nextInt(-4, 5) / 2.0;
        };
    }

    private static FieldType type(String name) {
        return FIELDS.type(name).orElseThrow();
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
