package io.vizsla.langchain4j;

import java.util.List;

/**
 * A language of filters that LangChain4j's are written in. Values are strings, whole numbers ({@code Long}) and finite
 * {@code Double}s.
 *
 * @param <T> a filter in that language
 */
interface FilterTarget<T> {

    /** Passes when the field compares so; {@code NE} also where it is absent. */
    T compare(String field, Comparison comparison, Object value);

    /** Passes when the field is one of these. */
    T in(String field, List<Object> values);

    /** Passes when the field, which is text, holds this. */
    T contains(String field, String part);

    T and(T left, T right);

    T or(T left, T right);

    /** Passes where the part does not, also where its field is absent. */
    T not(T part);

    /** How a value is compared. */
    enum Comparison {
        EQ,
        NE,
        GT,
        GTE,
        LT,
        LTE
    }
}
