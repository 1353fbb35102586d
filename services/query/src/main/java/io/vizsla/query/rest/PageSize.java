package io.vizsla.query.rest;

import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import org.jspecify.annotations.Nullable;

/** Reads {@code limit=50}. */
final class PageSize {

    private static final int DEFAULT = 50;

    private PageSize() {}

    /** Returns how much a page shall hold. */
    static int of(@Nullable String limit, LimitsConfig limits) {
        if (limit == null) {
            return DEFAULT;
        }
        try {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= limits.pageSize()) {
                return size;
            }
        } catch (NumberFormatException notNumber) {
            throw bad(limit, limits);
        }
        throw bad(limit, limits);
    }

    private static VizslaException bad(String limit, LimitsConfig limits) {
        return VizslaException.invalid("limit", limit, "a whole number between 1 and " + limits.pageSize());
    }
}
