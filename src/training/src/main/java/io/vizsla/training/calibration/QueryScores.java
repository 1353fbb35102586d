package io.vizsla.training.calibration;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/**
 * A query with passages that it was compared with, relevant ones and others as a search finds them.
 *
 * @param query {@code float[dimension]}, unit length
 * @param cosines of the passages with the query, one or more
 * @param relevant whether each passage is
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
public record QueryScores(float[] query, double[] cosines, boolean[] relevant) {

    /** Single precision may go a little beyond 1. */
    private static final double MOST = 1.001;

    /**
     * @throws VizslaException {@code INVALID_ARGUMENT} if there are no passages, not as many of both, or a cosine is none;
     *     {@code INVALID_VECTOR} if the query's is not finite
     */
    public QueryScores {
        if (cosines.length == 0 || cosines.length != relevant.length) {
            throw VizslaException.invalid(
                    "cosines", cosines.length + " for " + relevant.length + " passages", "one or more, one for each");
        }
        for (double cosine : cosines) {
            if (!(Math.abs(cosine) <= MOST)) {
                throw VizslaException.invalid("cosine", cosine, "in -1..1");
            }
        }
        for (float value : query) {
            if (!Float.isFinite(value)) {
                throw VizslaException.field(ErrorCode.INVALID_VECTOR, "query", value, "finite numbers");
            }
        }
    }

    /** Returns whether any passage is relevant. */
    public boolean isAnswerable() {
        for (boolean is : relevant) {
            if (is) {
                return true;
            }
        }
        return false;
    }
}
