package io.vizsla.query.rest.dto;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.text.CleanText;
import io.vizsla.query.config.LimitsConfig;
import org.jspecify.annotations.Nullable;

/** Texts that surround a query, checked. */
final class GivenText {

    private GivenText() {}

    /** Returns a text that must be there, be no longer than a query, and not be blank. */
    static String required(String field, @Nullable Object value, LimitsConfig limits) {
        return required(field, value, limits.queryCharacters());
    }

    /** Returns a text that must be there, be no longer than so many UTF-16 units, and not be blank. */
    static String required(String field, @Nullable Object value, int longest) {
        if (!(value instanceof String text)) {
            throw VizslaException.invalid(field, value, value == null ? "given" : "a text");
        }
        String clean = bounded(field, text, longest);
        if (clean.isBlank()) {
            throw VizslaException.invalid(field, text, "a text that is not blank");
        }
        return clean;
    }

    /** Returns a text that is no longer than a query. */
    static String bounded(String field, String text, LimitsConfig limits) {
        return bounded(field, text, limits.queryCharacters());
    }

    private static String bounded(String field, String text, int longest) {
        if (text.length() > longest) {
            throw VizslaException.invalid(field, text, "at most " + longest + " characters");
        }
        return CleanText.clean(text);
    }
}
