package io.vizsla.index.lucene;

import io.vizsla.api.document.FieldType;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * How each {@link FieldType} is indexed and asked for: keywords, booleans and tenants as terms, integers, dates and numbers as
 * points; all with doc values. Values are in the stored form of {@link io.vizsla.api.document.FieldValues}.
 */
final class FilterFields {

    private FilterFields() {}

    /** Returns the Lucene field of one value. */
    static IndexableField field(String name, FieldType type, Object value) {
        return switch (type) {
            case KEYWORD, BOOLEAN, TENANT -> new KeywordField(name, term(value), Field.Store.NO);
            case INTEGER, DATE -> new LongField(name, (Long) value, Field.Store.NO);
            case NUMBER -> new DoubleField(name, real(value), Field.Store.NO);
        };
    }

    /** Returns the query for chunks of which a value equals one of these. */
    static Query in(String name, FieldType type, Collection<?> values) {
        return switch (type) {
            case KEYWORD, BOOLEAN, TENANT ->
                KeywordField.newSetQuery(
                        name, values.stream().map(FilterFields::term).toList());
            case INTEGER, DATE ->
                LongField.newSetQuery(
                        name, values.stream().mapToLong(value -> (Long) value).toArray());
            case NUMBER ->
                DoubleField.newSetQuery(
                        name, values.stream().mapToDouble(FilterFields::real).toArray());
        };
    }

    /** Returns the query for chunks of which a value lies between the bounds; a null bound is open. */
    static Query range(
            String name,
            FieldType type,
            @Nullable Object low,
            @Nullable Object high,
            boolean includeLow,
            boolean includeHigh) {
        return switch (type) {
            case KEYWORD, BOOLEAN, TENANT ->
                new TermRangeQuery(
                        name,
                        low == null ? null : term(low),
                        high == null ? null : term(high),
                        includeLow,
                        includeHigh);
            case INTEGER, DATE -> longs(name, (Long) low, (Long) high, includeLow, includeHigh);
            case NUMBER -> doubles(name, low, high, includeLow, includeHigh);
        };
    }

    /** Returns the query for chunks that have a value. */
    static Query exists(String name) {
        return new FieldExistsQuery(name);
    }

    /** Returns the query for chunks of which a keyword starts so. */
    static Query prefix(String name, String prefix) {
        return prefix.isEmpty() ? exists(name) : new PrefixQuery(new Term(name, term(prefix)));
    }

    /** Returns the query for chunks of which a keyword holds this. */
    static Query contains(String name, String part) {
        return part.isEmpty() ? exists(name) : new ContainsQuery(name, term(part));
    }

    /** Returns the values as the index keeps them: with one zero instead of two. */
    static List<Object> canonical(List<Object> values) {
        return values.stream()
                .map(value -> value instanceof Double ? (Object) real(value) : value)
                .toList();
    }

    /** Returns the stored form of a keyword's or boolean's term. */
    static Object value(FieldType type, BytesRef term) {
        StringBuilder text = new StringBuilder(term.length / 2);
        for (int i = term.offset; i < term.offset + term.length; i += 2) {
            text.append((char) ((term.bytes[i] & 0xFF) << 8 | (term.bytes[i + 1] & 0xFF)));
        }
        return type == FieldType.BOOLEAN ? (Object) Boolean.valueOf(text.toString()) : text.toString();
    }

    private static Query longs(
            String name, @Nullable Long low, @Nullable Long high, boolean includeLow, boolean includeHigh) {
        if ((low != null && !includeLow && low == Long.MAX_VALUE)
                || (high != null && !includeHigh && high == Long.MIN_VALUE)) {
            return new MatchNoDocsQuery("nothing lies beyond the last number");
        }
        long from = low == null ? Long.MIN_VALUE : includeLow ? low : low + 1;
        long to = high == null ? Long.MAX_VALUE : includeHigh ? high : high - 1;
        return LongField.newRangeQuery(name, from, to);
    }

    private static Query doubles(
            String name, @Nullable Object low, @Nullable Object high, boolean includeLow, boolean includeHigh) {
        double from = low == null ? Double.NEGATIVE_INFINITY : includeLow ? real(low) : Math.nextUp(real(low));
        double to = high == null ? Double.POSITIVE_INFINITY : includeHigh ? real(high) : Math.nextDown(real(high));
        return DoubleField.newRangeQuery(name, from + 0.0, to + 0.0);
    }

    /** Returns the number with one zero instead of two. */
    private static double real(Object value) {
        return (Double) value + 0.0;
    }

    /**
     * Returns a keyword as UTF-16 units, high byte first: its order and its prefixes are then those of
     * {@link String#compareTo} and {@link String#startsWith}, and no lone surrogate is lost.
     */
    private static BytesRef term(Object value) {
        String text = value.toString();
        byte[] units = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            units[2 * i] = (byte) (text.charAt(i) >>> 8);
            units[2 * i + 1] = (byte) text.charAt(i);
        }
        return new BytesRef(units);
    }
}
