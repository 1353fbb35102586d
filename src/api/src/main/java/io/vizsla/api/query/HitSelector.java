package io.vizsla.api.query;

import io.vizsla.api.passage.Hits;

/** Picks what is answered: diversity, a cap per document, a cut-off. */
@FunctionalInterface
public interface HitSelector {

    /** Returns at most {@code k} of the hits, in their order. */
    Hits select(Hits hits, int k);
}
