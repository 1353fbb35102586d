package io.vizsla.api.collection;

import io.vizsla.api.error.VizslaException;

/**
 * That a collection's documents are indexed anew from the log, while the index that there is serves. What has come of it shows
 * in the collection itself: it is served by one of the two.
 *
 * @param from the collection as it was served when this began
 * @param to the collection as it is to be served; an index of a lower generation is one that served before, to which a way
 *     back is gone
 */
public record Rebuild(CollectionSpec from, CollectionSpec to) {

    public Rebuild {
        if (!from.name().equals(to.name()) || from.generation() == to.generation()) {
            throw VizslaException.invalid(
                    "to",
                    to.indexName(),
                    "another generation of the collection " + from.name() + " than " + from.generation());
        }
    }

    /** Returns the collection's name. */
    public String collection() {
        return from.name();
    }

    /** Returns whether an index that served before is to serve again. */
    public boolean isWayBack() {
        return to.generation() < from.generation();
    }

    /** Returns whether the collection, as it is served now, has gone over. */
    public boolean isOver(CollectionSpec served) {
        return served.generation() == to.generation();
    }
}
