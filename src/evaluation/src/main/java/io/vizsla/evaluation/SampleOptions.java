package io.vizsla.evaluation;

import io.vizsla.api.error.VizslaException;

/**
 * How much of a corpus a {@link CorpusSample} keeps.
 *
 * @param share the most documents that stay, as a share of all; above 0, at most 1
 * @param seed of the draw from the last rank, where not all of it fits
 */
public record SampleOptions(double share, long seed) {

    /** A quarter of the documents. */
    public static final SampleOptions DEFAULTS = new SampleOptions(0.25, 42);

    public SampleOptions {
        if (!(share > 0 && share <= 1)) {
            throw VizslaException.invalid("share", share, "above 0 and at most 1");
        }
    }

    /** Returns the most documents that stay of so many. */
    int most(int documents) {
        // What a share in decimals lacks in binary must not cost a document.
        return (int) Math.floor(share * documents + 1e-9);
    }
}
