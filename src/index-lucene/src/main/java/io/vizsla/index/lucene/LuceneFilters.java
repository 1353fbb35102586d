package io.vizsla.index.lucene;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.filter.Filter;
import io.vizsla.index.common.FilterCompiler;
import io.vizsla.index.common.FilterTarget;
import java.util.List;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** Filters as Lucene queries. Values become terms and points; nothing is ever parsed as query syntax. */
final class LuceneFilters implements FilterTarget<Query> {

    private static final LuceneFilters TARGET = new LuceneFilters();

    private LuceneFilters() {}

    /** Compiles a filter, see {@link FilterCompiler#compile}. */
    static Query compile(FieldSchema schema, Filter filter) {
        return new ConstantScoreQuery(FilterCompiler.compile(schema, filter, TARGET));
    }

    @Override
    public Query all(List<Query> parts) {
        return join(parts, Occur.FILTER);
    }

    @Override
    public Query any(List<Query> parts) {
        return join(parts, Occur.SHOULD);
    }

    @Override
    public Query not(Query part) {
        return new BooleanQuery.Builder()
                .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                .add(part, Occur.MUST_NOT)
                .build();
    }

    @Override
    public Query in(String field, FieldType type, List<Object> values) {
        return FilterFields.in(Fields.filter(field), type, values);
    }

    @Override
    public Query range(
            String field,
            FieldType type,
            @Nullable Object low,
            @Nullable Object high,
            boolean includeLow,
            boolean includeHigh) {
        return FilterFields.range(Fields.filter(field), type, low, high, includeLow, includeHigh);
    }

    @Override
    public Query exists(String field) {
        return FilterFields.exists(Fields.filter(field));
    }

    @Override
    public Query prefix(String field, String prefix) {
        return FilterFields.prefix(Fields.filter(field), prefix);
    }

    @Override
    public Query contains(String field, String part) {
        return FilterFields.contains(Fields.filter(field), part);
    }

    private static Query join(List<Query> parts, Occur occur) {
        BooleanQuery.Builder joined = new BooleanQuery.Builder();
        parts.forEach(part -> joined.add(part, occur));
        return joined.build();
    }
}
