package io.vizsla.api.collection;

import io.vizsla.api.error.VizslaException;

/** Opens collections on first use and keeps them open. Safe for any number of threads. */
public interface OpenCollections {

    /**
     * Returns the collection, opening its model and index if need be.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION} if there is none of this name
     */
    OpenCollection get(String name);
}
