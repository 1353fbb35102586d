package io.vizsla.api.model;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.List;

/** What a manifest may state as truncations. */
final class Truncations {

    private Truncations() {}

    /** Checks the truncations of a model whose vectors have a dimension. */
    static void check(List<Integer> truncations, Architecture architecture, int dimension) {
        if (architecture == Architecture.CROSS_ENCODER && !truncations.isEmpty()) {
            throw bad(truncations, "absent: a cross-encoder gives no vectors");
        }
        for (int truncation : truncations) {
            if (truncation < 1 || truncation >= dimension) {
                throw bad(truncation, "between 1 and " + (dimension - 1) + ", below dimension");
            }
        }
        if (truncations.stream().distinct().count() < truncations.size()) {
            throw bad(truncations, "distinct");
        }
    }

    private static VizslaException bad(Object value, String bound) {
        return VizslaException.field(ErrorCode.INVALID_MODEL, "truncations", value, bound);
    }
}
