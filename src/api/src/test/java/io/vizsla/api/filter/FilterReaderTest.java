package io.vizsla.api.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilterReaderTest {

    private static final FieldSchema SCHEMA = FieldSchema.of(Map.of(
            "year", FieldType.INTEGER,
            "price", FieldType.NUMBER,
            "tag", FieldType.KEYWORD,
            "open", FieldType.BOOLEAN,
            "day", FieldType.DATE));

    @Test
    void readsATreeWithItsValuesInStoredForm() {
        Object json = Map.of(
                "and",
                List.of(
                        compare("year", "gte", 2020),
                        Map.of("not", compare("tag", "in", List.of("a", "b"))),
                        Map.of("or", List.of(compare("day", "lt", "2024-05-01"), compare("open", "eq", true)))));

        Filter filter = FilterReader.read(SCHEMA, json);

        assertThat(filter)
                .isEqualTo(new Filter.And(List.of(
                        new Filter.Compare("year", Operator.GTE, 2020L),
                        new Filter.Not(new Filter.Compare("tag", Operator.IN, List.of("a", "b"))),
                        new Filter.Or(List.of(
                                new Filter.Compare("day", Operator.LT, 1714521600000L),
                                new Filter.Compare("open", Operator.EQ, true))))));
    }

    @Test
    void aFieldMayBeCalledLikeAConnective() {
        FieldSchema schema = FieldSchema.of(Map.of("and", FieldType.KEYWORD));

        Filter filter = FilterReader.read(schema, compare("and", "eq", "x"));

        assertThat(filter).isEqualTo(new Filter.Compare("and", Operator.EQ, "x"));
    }

    @Test
    void existsNeedsNoValue() {
        Filter filter = FilterReader.read(SCHEMA, Map.of("field", "tag", "op", "exists"));

        assertThat(filter).isEqualTo(new Filter.Compare("tag", Operator.EXISTS, true));
    }

    @Test
    void aPartOfAKeywordStaysAsItWasAsked() {
        Filter filter = FilterReader.read(SCHEMA, compare("tag", "contains", "%a_ "));

        assertThat(filter).isEqualTo(new Filter.Compare("tag", Operator.CONTAINS, "%a_ "));
    }

    @Test
    void lookingIntoKeywordsIsBounded() {
        Object part = compare("tag", "contains", "a");

        assertThat(FilterReader.read(SCHEMA, Map.of("or", Collections.nCopies(FilterReader.MOST_PARTS, part))))
                .isInstanceOf(Filter.Or.class);
        VizslaException error = catchThrowableOfType(
                VizslaException.class,
                () -> FilterReader.read(SCHEMA, Map.of("or", Collections.nCopies(FilterReader.MOST_PARTS + 1, part))));
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_FILTER);
        assertThat(error.detail()).contains("contains", "16");
    }

    static List<BadFilter> badFilters() {
        return List.of(
                new BadFilter(null, ErrorCode.INVALID_FILTER, "filter"),
                new BadFilter("year", ErrorCode.INVALID_FILTER, "filter"),
                new BadFilter(Map.of(), ErrorCode.INVALID_FILTER, "filter.field"),
                new BadFilter(Map.of("and", List.of()), ErrorCode.INVALID_FILTER, "filter.and"),
                new BadFilter(Map.of("and", Map.of()), ErrorCode.INVALID_FILTER, "filter.and"),
                new BadFilter(Map.of("nor", List.of()), ErrorCode.INVALID_FILTER, "filter"),
                new BadFilter(compare("nope", "eq", 1), ErrorCode.UNKNOWN_FIELD, "filter.field"),
                new BadFilter(compare("tag:* OR x", "eq", 1), ErrorCode.UNKNOWN_FIELD, "filter.field"),
                new BadFilter(compare("year", "like", 1), ErrorCode.INVALID_FILTER, "filter.op"),
                new BadFilter(compare("year", null, 1), ErrorCode.INVALID_FILTER, "filter.op"),
                new BadFilter(compare("year", "eq", "2020"), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("year", "eq", 1.5), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("price", "eq", Double.NaN), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("tag", "eq", null), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("tag", "eq", "x".repeat(1025)), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("tag", "in", List.of()), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(
                        compare("tag", "in", Arrays.asList("a", null)), ErrorCode.INVALID_FILTER, "filter.value[1]"),
                new BadFilter(compare("year", "prefix", 1), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("day", "contains", "2024"), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("tag", "contains", 1), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("tag", "contains", null), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("tag", "contains", List.of("a")), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("tag", "contains", "x".repeat(1025)), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("open", "gt", true), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("open", "exists", "yes"), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(compare("day", "eq", "yesterday"), ErrorCode.INVALID_FILTER, "filter.value"),
                new BadFilter(
                        Map.of("or", List.of(compare("tag", "eq", "a"), 7)), ErrorCode.INVALID_FILTER, "filter.or[1]"),
                new BadFilter(nested(1000), ErrorCode.INVALID_FILTER, "filter"),
                new BadFilter(compare("year", "in", Collections.nCopies(1025, 1)), ErrorCode.INVALID_FILTER, "filter"));
    }

    @ParameterizedTest
    @MethodSource("badFilters")
    void namesThePlaceAndTheBound(BadFilter bad) {
        VizslaException error =
                catchThrowableOfType(VizslaException.class, () -> FilterReader.read(SCHEMA, bad.json()));

        assertThat(error.code()).isEqualTo(bad.code());
        assertThat(error.field()).contains(bad.field());
        assertThat(error.value()).isPresent();
        assertThat(error.bound()).isPresent();
    }

    @Test
    void acceptsTheDeepestAllowedNesting() {
        assertThat(FilterReader.read(SCHEMA, nested(FilterReader.DEEPEST - 1))).isInstanceOf(Filter.Not.class);
    }

    private static Object nested(int depth) {
        Object filter = compare("open", "eq", true);
        for (int i = 0; i < depth; i++) {
            filter = Map.of("not", filter);
        }
        return filter;
    }

    private static Map<String, Object> compare(String field, String op, Object value) {
        Map<String, Object> compare = new HashMap<>();
        compare.put("field", field);
        compare.put("op", op);
        compare.put("value", value);
        return compare;
    }

    record BadFilter(Object json, ErrorCode code, String field) {
        @Override
        public String toString() {
            String text = String.valueOf(json);
            return text.substring(0, Math.min(60, text.length())) + " at " + field;
        }
    }
}
