package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.document.FieldValues;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.index.common.FilterCompiler;
import io.vizsla.index.common.FilterTarget;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Filters as Milvus expressions. Whatever came from a user stands in them in {@link SafeText} or as hexadecimal digits, so
 * there is nothing to escape. Joins are balanced: the server's parser walks a chain of a thousand parts a thousand deep.
 */
final class MilvusFilters implements FilterTarget<String> {

    private static final String NOTHING = Columns.ID + " == \"\"";

    private final Columns columns;
    private final Sidecar sidecar;
    private final ConsistencyLevel level;
    private final String owner;

    private MilvusFilters(Columns columns, Sidecar sidecar, ConsistencyLevel level, String owner) {
        this.columns = columns;
        this.sidecar = sidecar;
        this.level = level;
        this.owner = owner;
    }

    /**
     * Compiles a filter, see {@link FilterCompiler#compile}; empty for none. One that only a single tenant's chunks can pass names
     * the tenant by the column that the server parts rows by, so that it looks into that part alone; elsewhere it is one more condition.
     */
    static String compile(
            IndexSpec spec, Columns columns, Sidecar sidecar, @Nullable Filter filter, ConsistencyLevel level) {
        if (filter == null) {
            return "";
        }
        Optional<String> tenant = spec.fields().tenantField().flatMap(field -> tenant(field, filter));
        String owner = tenant.map(Sidecar::of).orElse("");
        String compiled =
                FilterCompiler.compile(spec.fields(), filter, new MilvusFilters(columns, sidecar, level, owner));
        return tenant.map(name -> both(Columns.TENANT + " == " + quoted(SafeText.encode(name)), compiled))
                .orElse(compiled);
    }

    private static Optional<String> tenant(String field, Filter filter) {
        return switch (filter) {
            case Filter.Compare(String name, Operator operator, Object value)
            when name.equals(field) && operator == Operator.EQ && value != null -> Optional.of((String) value);
            case Filter.And(List<Filter> parts) ->
                parts.stream().flatMap(part -> tenant(field, part).stream()).findFirst();
            default -> Optional.empty();
        };
    }

    /** Returns the expression that passes what both pass; an empty one passes all. */
    static String both(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one + other;
        }
        return "(" + one + ") and (" + other + ")";
    }

    @Override
    public String all(List<String> parts) {
        return join(parts, " and ");
    }

    @Override
    public String any(List<String> parts) {
        return join(parts, " or ");
    }

    @Override
    public String not(String part) {
        return "not (" + part + ")";
    }

    @Override
    public String in(String field, FieldType type, List<Object> values) {
        return anyOf(values.stream()
                .filter(value -> !(value instanceof String text) || text.length() <= FieldValues.LONGEST_KEYWORD)
                .map(value -> FilterValues.token(field, type, value))
                .toList());
    }

    @Override
    public String range(
            String field,
            FieldType type,
            @Nullable Object low,
            @Nullable Object high,
            boolean includeLow,
            boolean includeHigh) {
        String above = low == null
                ? ""
                : columns.high(field) + (includeLow ? " >= " : " > ") + quoted(FilterValues.comparable(type, low));
        String below = high == null
                ? ""
                : columns.low(field) + (includeHigh ? " <= " : " < ") + quoted(FilterValues.comparable(type, high));
        return both(above, below);
    }

    @Override
    public String exists(String field) {
        return anyOf(List.of(field));
    }

    @Override
    public String prefix(String field, String prefix) {
        return prefix.isEmpty()
                ? exists(field)
                : anyOf(sidecar.startingWith(owner, FilterValues.token(field, FieldType.KEYWORD, prefix), level));
    }

    @Override
    public String contains(String field, String part) {
        return part.isEmpty()
                ? exists(field)
                : anyOf(sidecar.containing(owner, FilterValues.token(field, FieldType.KEYWORD, ""), part, level));
    }

    private static String anyOf(List<String> tokens) {
        if (tokens.isEmpty()) {
            return NOTHING;
        }
        if (tokens.size() == 1) {
            return "array_contains(" + Columns.VALUES + ", " + quoted(tokens.getFirst()) + ")";
        }
        return "array_contains_any(" + Columns.VALUES + ", [\"" + String.join("\",\"", tokens) + "\"])";
    }

    private static String join(List<String> parts, String word) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        int half = parts.size() / 2;
        return "(" + join(parts.subList(0, half), word) + ")" + word + "("
                + join(parts.subList(half, parts.size()), word) + ")";
    }

    private static String quoted(String safe) {
        return '"' + safe + '"';
    }
}
