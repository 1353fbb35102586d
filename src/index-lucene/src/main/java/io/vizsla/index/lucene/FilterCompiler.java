package io.vizsla.index.lucene;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.FilterReader;
import io.vizsla.api.filter.Operator;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** Turns a {@link Filter} into a Lucene query. Values become terms and points; nothing is ever parsed as query syntax. */
final class FilterCompiler {

    private static final Set<Operator> ORDERS = Set.of(Operator.GT, Operator.GTE, Operator.LT, Operator.LTE);

    private final FieldSchema schema;
    private int size;

    private FilterCompiler(FieldSchema schema) {
        this.schema = schema;
    }

    /**
     * Compiles a filter.
     *
     * @throws VizslaException {@code UNKNOWN_FIELD} if a field is not declared; {@code INVALID_FILTER} if a value is not of
     *     its field's type, an operator does not suit it, or the tree is deeper or larger than {@link FilterReader} allows
     */
    static Query compile(FieldSchema schema, Filter filter) {
        return new ConstantScoreQuery(new FilterCompiler(schema).node("filter", filter, 1));
    }

    private Query node(String path, Filter filter, int depth) {
        if (depth > FilterReader.DEEPEST) {
            throw bad("filter", "depth " + depth + " or more", "nested at most " + FilterReader.DEEPEST + " deep");
        }
        return switch (filter) {
            case Filter.And and -> all(path + ".and", and.parts(), depth);
            case Filter.Or or -> any(path + ".or", or.parts(), depth);
            case Filter.Not not -> not(node(path + ".not", not.part(), depth + 1));
            case Filter.Compare compare -> compare(path, compare);
        };
    }

    private Query all(String path, List<Filter> parts, int depth) {
        return join(path, parts, depth, Occur.FILTER);
    }

    private Query any(String path, List<Filter> parts, int depth) {
        return join(path, parts, depth, Occur.SHOULD);
    }

    private Query join(String path, List<Filter> parts, int depth, Occur occur) {
        if (parts.isEmpty()) {
            throw bad(path, parts, "a list of at least one filter");
        }
        BooleanQuery.Builder joined = new BooleanQuery.Builder();
        for (int i = 0; i < parts.size(); i++) {
            joined.add(node(path + "[" + i + "]", parts.get(i), depth + 1), occur);
        }
        return joined.build();
    }

    private static Query not(Query query) {
        return new BooleanQuery.Builder()
                .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                .add(query, Occur.MUST_NOT)
                .build();
    }

    private Query compare(String path, Filter.Compare compare) {
        FieldType type = schema.type(compare.field())
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_FIELD,
                        path + ".field",
                        compare.field(),
                        "one of the collection's fields " + schema.fields().keySet()));
        count(compare.value() instanceof Collection<?> values ? values.size() : 1);
        return query(path + ".value", Fields.filter(compare.field()), type, compare.operator(), compare.value());
    }

    private static Query query(String path, String field, FieldType type, Operator operator, @Nullable Object value) {
        if (ORDERS.contains(operator) && type == FieldType.BOOLEAN) {
            throw bad(path, value, "compared by eq, ne, in or exists: booleans have no order");
        }
        return switch (operator) {
            case EQ -> FilterFields.in(field, type, List.of(typed(path, type, value)));
            case NE -> not(FilterFields.in(field, type, List.of(typed(path, type, value))));
            case IN -> FilterFields.in(field, type, list(path, type, value));
            case GT -> FilterFields.range(field, type, typed(path, type, value), null, false, true);
            case GTE -> FilterFields.range(field, type, typed(path, type, value), null, true, true);
            case LT -> FilterFields.range(field, type, null, typed(path, type, value), true, false);
            case LTE -> FilterFields.range(field, type, null, typed(path, type, value), true, true);
            case EXISTS -> exists(path, field, value);
            case PREFIX -> FilterFields.prefix(field, prefix(path, type, value));
        };
    }

    private static Query exists(String path, String field, @Nullable Object value) {
        if (!(value instanceof Boolean present)) {
            throw bad(path, value, "true or false");
        }
        return present ? FilterFields.exists(field) : not(FilterFields.exists(field));
    }

    private static String prefix(String path, FieldType type, @Nullable Object value) {
        if (type != FieldType.KEYWORD) {
            throw bad(path, value, "asked of a keyword field: prefix has no meaning on " + type.id());
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
                    case KEYWORD -> value instanceof String;
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
