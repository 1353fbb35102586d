package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshData;

/**
 * The passages that queries are compared with, as they are and as a trained model has them: the same ones in both.
 *
 * @param before with the vectors of the index that serves
 * @param after with those that the trained model's queries are for; the same data where passages stay
 */
record Searched(RefreshData before, RefreshData after) {

    /** Passages that stay as they are. */
    static Searched unmoved(RefreshData data) {
        return new Searched(data, data);
    }

    boolean isMoved() {
        return before != after;
    }
}
