package io.vizsla.langchain4j;

import io.vizsla.client.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The filters of the REST API. */
final class RestFilters implements FilterTarget<Filter> {

    /** Writes LangChain4j's filters so. */
    static final FilterTranslator<Filter> TRANSLATOR = new FilterTranslator<>(new RestFilters());

    private RestFilters() {}

    @Override
    public Filter compare(String field, Comparison comparison, Object value) {
        return Filter.compare(field, Filter.Operator.valueOf(comparison.name()), value);
    }

    @Override
    public Filter in(String field, List<Object> values) {
        return Filter.in(field, values);
    }

    @Override
    public Filter contains(String field, String part) {
        return Filter.compare(field, Filter.Operator.CONTAINS, part);
    }

    @Override
    public Filter and(Filter left, Filter right) {
        return join("and", left, right);
    }

    @Override
    public Filter or(Filter left, Filter right) {
        return join("or", left, right);
    }

    @Override
    public Filter not(Filter part) {
        return Filter.not(part);
    }

    /** LangChain4j joins two at a time; a chain of them is one list here, or it would be deeper than an instance reads. */
    private static Filter join(String word, Filter left, Filter right) {
        List<Object> parts = new ArrayList<>(parts(word, left));
        parts.addAll(parts(word, right));
        return new Filter(Map.of(word, parts));
    }

    private static List<?> parts(String word, Filter filter) {
        return filter.json().get(word) instanceof List<?> same ? same : List.of(filter);
    }
}
