package io.vizsla.langchain4j;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.document.FieldValues;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import java.util.ArrayList;
import java.util.List;

/** The filters of an index, on its declared fields. A chain of and or or is one list, or it would be deeper than an index reads. */
final class IndexFilters implements FilterTarget<Filter> {

    private final FieldSchema fields;

    IndexFilters(FieldSchema fields) {
        this.fields = fields;
    }

    /** Throws {@code UNKNOWN_FIELD} or {@code INVALID_FILTER} where the index does not look such values up. */
    @Override
    public Filter compare(String field, Comparison comparison, Object value) {
        return new Filter.Compare(field, Operator.valueOf(comparison.name()), stored(field, value));
    }

    @Override
    public Filter in(String field, List<Object> values) {
        return new Filter.Compare(
                field,
                Operator.IN,
                values.stream().map(value -> stored(field, value)).toList());
    }

    @Override
    public Filter contains(String field, String part) {
        if (type(field) != FieldType.KEYWORD) {
            throw VizslaException.field(ErrorCode.INVALID_FILTER, "filter." + field, part, "asked of a keyword field");
        }
        return new Filter.Compare(field, Operator.CONTAINS, stored(field, part));
    }

    @Override
    public Filter and(Filter left, Filter right) {
        List<Filter> parts = new ArrayList<>(left instanceof Filter.And same ? same.parts() : List.of(left));
        parts.addAll(right instanceof Filter.And same ? same.parts() : List.of(right));
        return new Filter.And(parts);
    }

    @Override
    public Filter or(Filter left, Filter right) {
        List<Filter> parts = new ArrayList<>(left instanceof Filter.Or same ? same.parts() : List.of(left));
        parts.addAll(right instanceof Filter.Or same ? same.parts() : List.of(right));
        return new Filter.Or(parts);
    }

    @Override
    public Filter not(Filter part) {
        return new Filter.Not(part);
    }

    private Object stored(String field, Object value) {
        return FieldValues.stored(ErrorCode.INVALID_FILTER, "filter." + field, type(field), value);
    }

    private FieldType type(String field) {
        return fields.type(field)
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.UNKNOWN_FIELD,
                        "filter",
                        field,
                        "one of " + fields.fields().keySet()));
    }
}
