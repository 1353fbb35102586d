package io.vizsla.refresh.job;

import io.vizsla.api.error.VizslaException;
import java.util.HashMap;
import java.util.Map;

/**
 * The vectors of judged queries in the check: each query was read by a model that had learned from none with a document in
 * common. So a new query is to the model that was trained on all of them.
 *
 * @param vectors by query id, {@code float[dimension]} of unit length, in the space of the passages that stay
 */
public record HeldOut(Map<String, float[]> vectors) {

    /** The file's name. */
    public static final String NAME = "held-out";

    public HeldOut {
        vectors = new HashMap<>(vectors);
        vectors.forEach((query, vector) -> {
            for (float number : vector) {
                if (!Float.isFinite(number)) {
                    throw VizslaException.invalid("vector of " + query, number, "finite numbers");
                }
            }
        });
    }
}
