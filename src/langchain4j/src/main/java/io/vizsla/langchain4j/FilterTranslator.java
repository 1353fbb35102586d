package io.vizsla.langchain4j;

import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.ContainsString;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThan;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsIn;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThan;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotIn;
import dev.langchain4j.store.embedding.filter.logical.And;
import dev.langchain4j.store.embedding.filter.logical.Not;
import dev.langchain4j.store.embedding.filter.logical.Or;
import io.vizsla.langchain4j.FilterTarget.Comparison;
import java.util.Collection;
import java.util.List;

/** Writes LangChain4j's filters in another language. */
final class FilterTranslator<T> {

    private final FilterTarget<T> target;

    FilterTranslator(FilterTarget<T> target) {
        this.target = target;
    }

    /**
     * Translates a filter.
     *
     * @throws UnsupportedFeatureException if it is of a kind that LangChain4j does not bring
     */
    T translate(Filter filter) {
        if (filter instanceof And and) {
            return target.and(translate(and.left()), translate(and.right()));
        }
        if (filter instanceof Or or) {
            return target.or(translate(or.left()), translate(or.right()));
        }
        if (filter instanceof Not not) {
            return target.not(translate(not.expression()));
        }
        if (filter instanceof IsIn in) {
            return target.in(in.key(), values(in.comparisonValues()));
        }
        if (filter instanceof IsNotIn notIn) {
            return target.not(target.in(notIn.key(), values(notIn.comparisonValues())));
        }
        if (filter instanceof ContainsString contains) {
            return target.contains(contains.key(), contains.comparisonValue());
        }
        return comparison(filter);
    }

    private T comparison(Filter filter) {
        if (filter instanceof IsEqualTo is) {
            return compare(is.key(), Comparison.EQ, is.comparisonValue());
        }
        if (filter instanceof IsNotEqualTo is) {
            return compare(is.key(), Comparison.NE, is.comparisonValue());
        }
        if (filter instanceof IsGreaterThan is) {
            return compare(is.key(), Comparison.GT, is.comparisonValue());
        }
        if (filter instanceof IsGreaterThanOrEqualTo is) {
            return compare(is.key(), Comparison.GTE, is.comparisonValue());
        }
        if (filter instanceof IsLessThan is) {
            return compare(is.key(), Comparison.LT, is.comparisonValue());
        }
        if (filter instanceof IsLessThanOrEqualTo is) {
            return compare(is.key(), Comparison.LTE, is.comparisonValue());
        }
        throw new UnsupportedFeatureException(
                "filter = " + filter + " is not valid: must be made of comparisons, containsString, in, and, or, not");
    }

    private T compare(String field, Comparison comparison, Object value) {
        return target.compare(field, comparison, MetadataValues.stored(value));
    }

    private static List<Object> values(Collection<?> values) {
        return values.stream()
                .map(value -> (Object) MetadataValues.stored(value))
                .toList();
    }
}
