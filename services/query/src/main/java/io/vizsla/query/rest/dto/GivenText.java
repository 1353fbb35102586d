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
        if (!(value instanceof String text)) {
            throw VizslaException.invalid(field, value, value == null ? "given" : "a text");
        }
        String clean = bounded(field, text, limits);
        if (clean.isBlank()) {
            throw VizslaException.invalid(field, text, "a text that is not blank");
        }
        return clean;
    }

    /** Returns a text that is no longer than a query. */
    static String bounded(String field, String text, LimitsConfig limits) {
        if (text.length() > limits.queryCharacters()) {
            throw VizslaException.invalid(field, text, "at most " + limits.queryCharacters() + " characters");
        }
        return CleanText.clean(text);
    }
}
